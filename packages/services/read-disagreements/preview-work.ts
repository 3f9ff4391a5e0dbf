import type { Selection, WorkAct, WorkPreview } from '@baton/contract/disagreement-acts.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Ratio } from '@baton/domain/reconciliation/bridge.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import { numbersByCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import type { Scope } from '@baton/domain/scope/scope.ts';
import { FLEET_NOW } from '@baton/store/board/device-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readChosenFixes } from '@baton/store/disagreements/chosen-cells.ts';
import { readRemediations } from '@baton/store/relay/remediations.ts';
import type { TeamActor } from '../actor.ts';
import { otherTeam, TEAM_NAMES } from '../disagreements/act-rules.ts';
import { checksToRun } from '../disagreements/checks-to-run.ts';
import { type NarrowedChoice, narrowChoice } from '../disagreements/narrow-choice.ts';
import { isPermitted, type Permission, refusalOf } from '../permissions.ts';
import { figuresOf, threeNumbers } from '../read-board/board-figures.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { currentRules } from '../rules/current-rules.ts';
import { causeLabel } from './cause-words.ts';

const PERMISSIONS: Readonly<Record<WorkAct, Permission>> = {
  assign: 'disagreement.assign',
  ask: 'disagreement.ask',
  dispute: 'disagreement.ask',
  rescan: 'disagreement.request',
  reboot: 'disagreement.request',
  'open-remediation': 'disagreement.open-remediation',
};

interface Previewing {
  readonly act: WorkAct;
  readonly selection: Selection;
  /** Of which devices the number is told, where cells are named. */
  readonly scope?: Scope | undefined;
}

/** What an act on cells would do, and what the number gains at most. Nothing is written. */
export async function previewWork(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  { act, selection, scope }: Previewing,
): Promise<WorkPreview> {
  const narrowed = await narrowChoice(db, act, actor.team, selection, Date.parse(context.now));
  const { cells, devices, alone, leftOut } = narrowed;
  const agreed = await agreedOf(db, 'filter' in selection ? selection.filter.scope : scope);
  return {
    act,
    cells,
    devices,
    changes: cells === 0 ? [] : await changesOf(db, context, act, actor.team, narrowed),
    leftOut: [...leftOut],
    agreed,
    atMost: { numerator: agreed.numerator + cells, denominator: agreed.denominator },
    alone,
    closed: cells === 0 ? 'No cell is left to do this with.' : whyClosed(actor, PERMISSIONS[act]),
  };
}

async function agreedOf(db: Database, scope: Scope | undefined): Promise<Ratio> {
  const { states } = await figuresOf(db, { ...FLEET_NOW, scope: scope ?? [] });
  return threeNumbers(numbersByCells(states).counted).agreed;
}

function whyClosed(actor: TeamActor, permission: Permission): string | null {
  return isPermitted(actor, permission, actor.team) ? null : refusalOf(actor, permission, actor.team);
}

async function changesOf(
  db: Database,
  context: RelayContext,
  act: WorkAct,
  team: Team,
  narrowed: NarrowedChoice,
): Promise<string[]> {
  const other = TEAM_NAMES[otherTeam(team)];
  switch (act) {
    case 'assign':
      return [
        'The cells get the person’s name until their cause changes; whoever has some of them now has them no more.',
      ];
    case 'ask':
      return [`The question waits for ${other}. Verdicts and clocks stay as they are.`];
    case 'dispute':
      return [
        `${disputeWords(narrowed, await currentRules(db))} Verdicts and clocks stay as they are until evidence or the rules change.`,
      ];
    case 'rescan':
      return rescanWords(db, context, narrowed);
    case 'reboot':
      return ['IT is asked to restart the devices. Each counts as restarted when evidence tells of a later boot.'];
    case 'open-remediation':
      return remediationWords(db, narrowed);
  }
}

function disputeWords({ causes }: NarrowedChoice, rules: RuleSet): string {
  const [cause] = causes;
  return causes.length === 1 && cause !== undefined
    ? `It is kept on each cell that “${causeLabel(cause, rules)}” is said to be wrong, and the other team is asked.`
    : 'These cells have several causes: a dispute is of one.';
}

async function rescanWords(db: Database, context: RelayContext, { choice }: NarrowedChoice): Promise<string[]> {
  const checks = await checksToRun(db, context, await readChosenFixes(db, choice));
  const cves = checks.filter(({ kind }) => kind === 'cve').length;
  const numbers = `${(checks.length - cves).toLocaleString('en-US')} checks`;
  return [
    `InfoSec is asked to look again with ${numbers}${cves === 0 ? '' : ` and ${cves.toLocaleString('en-US')} CVEs that no check is known for`}.`,
    'Each device counts as looked at when a later look logged in with the check in scope.',
  ];
}

async function remediationWords(db: Database, { choice }: NarrowedChoice): Promise<string[]> {
  const fixes = await readChosenFixes(db, choice);
  const found = await readRemediations(db, { fixIds: fixes });
  const missing = fixes.length - new Set(found.map(({ fix_id }) => fix_id)).size;
  return [
    missing === 0
      ? `Every one of the ${fixes.length} fixes has its remediation.`
      : `${missing} of ${fixes.length} fixes get a remediation; InfoSec holds the baton in prioritise.`,
  ];
}
