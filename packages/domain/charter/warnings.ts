import type { Team } from '../evidence/team.ts';
import { acts, type Charter, isAccountable, isResponsible, partiesOf, teamOfParty } from './charter.ts';
import { RESPONSIBILITIES, type Responsibility, sideOf, teamsThatMay } from './responsibility.ts';
import { nameOfParty, TEAM_NAMES } from './words.ts';

export type WarningKind =
  | 'two-accountable'
  | 'nobody-accountable'
  | 'nobody-responsible'
  | 'no-right'
  | 'both-sides'
  | 'nobody-can-act';

/** Something that two leads should see before they sign. It never stops them. */
export interface Warning {
  readonly kind: WarningKind;
  readonly responsibility: Responsibility;
  /** The cell; null: the whole row. */
  readonly party: string | null;
  readonly says: string;
}

/** Everything about a charter that is likely not meant, row by row. */
export function warningsOf(charter: Charter): readonly Warning[] {
  const parties = partiesOf(charter);
  return RESPONSIBILITIES.flatMap((responsibility) => [
    ...rowWarnings(charter, responsibility, parties),
    ...parties.flatMap((party) => cellWarnings(charter, responsibility, party)),
  ]);
}

function rowWarnings(charter: Charter, responsibility: Responsibility, parties: readonly string[]): readonly Warning[] {
  const row = charter.responsibilities[responsibility];
  const accountable = parties.filter((party) => isAccountable(row[party]));
  const responsible = parties.filter((party) => isResponsible(row[party]));
  const able = parties.filter((party) => acts(row[party]) && mayCarry(charter, responsibility, party));
  const warn = (kind: WarningKind, says: string): Warning => ({
    kind,
    responsibility,
    party: null,
    says: sentence(says),
  });
  const found: Warning[] = [];
  if (accountable.length > 1) {
    const names = accountable.map((party) => nameOfParty(charter, party)).join(' and ');
    found.push(warn('two-accountable', `${names} both answer for it. One A a row: whom does the other lead ask?`));
  }
  if (accountable.length === 0) found.push(warn('nobody-accountable', 'Nobody answers for it: no A.'));
  if (responsible.length === 0) found.push(warn('nobody-responsible', 'Nobody carries it out: no R.'));
  if (able.length === 0) {
    const teams = teamsThatMay(responsibility)
      .map((team) => TEAM_NAMES[team])
      .join(' or ');
    found.push(warn('nobody-can-act', `Nobody has the right to do it: it takes an R or A of ${teams}.`));
  }
  return found;
}

function cellWarnings(charter: Charter, responsibility: Responsibility, party: string): readonly Warning[] {
  if (!acts(charter.responsibilities[responsibility][party])) return [];
  const name = nameOfParty(charter, party);
  if (!mayCarry(charter, responsibility, party)) {
    const owner = teamsThatMay(responsibility)
      .map((team) => TEAM_NAMES[team])
      .join(' or ');
    const says = `${name} gets no right by this: it is for ${owner}, because whoever deploys does not verify.`;
    return [
      { kind: onBothSides(charter, party) ? 'both-sides' : 'no-right', responsibility, party, says: sentence(says) },
    ];
  }
  return [];
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function mayCarry(charter: Charter, responsibility: Responsibility, party: string): boolean {
  const team: Team | undefined = teamOfParty(charter, party);
  return team !== undefined && teamsThatMay(responsibility).includes(team);
}

/** Whether a party would act both in execution and in validation. */
function onBothSides(charter: Charter, party: string): boolean {
  const sides = RESPONSIBILITIES.filter((one) => acts(charter.responsibilities[one][party])).map(sideOf);
  return sides.includes('execution') && sides.includes('validation');
}
