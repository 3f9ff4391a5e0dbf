import type { Selection } from '@baton/contract/disagreement-acts.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readChosenFixes } from '@baton/store/disagreements/chosen-cells.ts';
import { readRemediations } from '@baton/store/relay/remediations.ts';
import type { TeamActor } from '../actor.ts';
import { isPermitted, requirePermission } from '../permissions.ts';
import { NO_CELLS } from '../relay/fix-evidence.ts';
import { openRemediations } from '../relay/open-remediations.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { policyInForce } from '../relay/set-clock.ts';
import { ServiceError } from '../service-error.ts';
import { NO_INPUTS, readClockInputs } from '../service-levels/clock-inputs.ts';
import { narrowChoice, requireCells } from './narrow-choice.ts';
import { recordWork } from './record-work.ts';

/** The most fixes whose remediations one act opens. */
const MOST_FIXES = 200;

export interface OpenedRemediation {
  readonly fix: string;
  readonly remediationId: string;
  readonly made: boolean;
}

/**
 * The remediations of the fixes of cells: found, or made as the relay makes them, with the evidence written down and the baton
 * handed on to InfoSec to prioritise. Finding is for everybody who works; making is InfoSec's leg, identify.
 */
export async function openRemediationsOf(
  trx: DatabaseTransaction,
  context: RelayContext,
  actor: TeamActor,
  selection: Selection,
): Promise<readonly OpenedRemediation[]> {
  const narrowed = await narrowChoice(trx, 'open-remediation', actor.team, selection, Date.parse(context.now));
  requireCells(narrowed);
  const fixes = await readChosenFixes(trx, narrowed.choice);
  if (fixes.length > MOST_FIXES) {
    throw new ServiceError(
      'invalid',
      `These cells are of ${fixes.length.toLocaleString('en-US')} fixes; one act opens ${MOST_FIXES}.`,
      {
        where: 'body.selection',
        hint: 'Narrow it, for example by fix.',
      },
    );
  }
  const found = await remediationsOf(trx, fixes);
  const missing = fixes.filter((fix) => !found.has(fix));
  if (missing.length === 0) return fixes.map((fix) => ({ fix, remediationId: found.get(fix) ?? '', made: false }));
  requirePermission(actor, 'disagreement.open-remediation');
  await make(trx, context, missing);
  const all = await remediationsOf(trx, fixes);
  const opened = fixes.flatMap((fix) => {
    const remediationId = all.get(fix);
    return remediationId === undefined ? [] : [{ fix, remediationId, made: !found.has(fix) }];
  });
  await recordWork(
    trx,
    actor,
    'remediations-opened',
    { kind: 'cells', id: null },
    { cells: narrowed.cells, made: opened.filter(({ made }) => made).map(({ fix }) => fix) },
  );
  return opened;
}

/** Whether this actor may make remediations that are not there yet. */
export function mayMakeRemediations(actor: TeamActor): boolean {
  return isPermitted(actor, 'disagreement.open-remediation');
}

async function make(trx: DatabaseTransaction, context: RelayContext, fixes: readonly string[]): Promise<void> {
  const counts = await context.evidence.countCells(trx, fixes);
  const facts = await context.evidence.facts(trx, fixes);
  const inputs = await readClockInputs(
    trx,
    fixes.map((fixId) => ({ fixId, remediationId: null })),
  );
  await openRemediations(
    trx,
    context,
    await policyInForce(trx, context),
    fixes.flatMap((fixId) => {
      const known = facts.get(fixId);
      return known === undefined
        ? []
        : [{ fixId, counts: counts.get(fixId) ?? NO_CELLS, facts: known, inputs: inputs.get(fixId) ?? NO_INPUTS }];
    }),
  );
}

async function remediationsOf(
  trx: DatabaseTransaction,
  fixIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  // Of a fix whose devices were split, the one that has the rest.
  const records = (await readRemediations(trx, { fixIds })).filter(({ is_split }) => !is_split);
  return new Map(records.map((record) => [record.fix_id, record.remediation_id]));
}
