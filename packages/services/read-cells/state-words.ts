import type { CellWords } from '@baton/contract/cells.ts';
import type { InfosecSays, ItSays } from '@baton/domain/reconciliation/cell.ts';
import type { CellState } from '@baton/domain/reconciliation/cell-state.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';

const IT_SAYS: Readonly<Record<ItSays, string>> = {
  installed: 'installed',
  missing: 'missing',
  not_applicable: 'not applicable',
  failed: 'failed',
  unknown: 'unknown',
  silent: 'nothing on this fix',
  absent: 'device not known',
};

const INFOSEC_SAYS: Readonly<Record<InfosecSays, string>> = {
  reported: 'reported',
  not_reported: 'not reported',
  absent: 'not looked',
};

/** What both sides say, in words. */
export function saysOf({ itSays, infosecSays }: Pick<CellState, 'itSays' | 'infosecSays'>) {
  return { itSays: IT_SAYS[itSays], infosecSays: INFOSEC_SAYS[infosecSays] };
}

/** What a state comes to, in words; its cause by the rules in force. */
export function wordsOf(
  state: Pick<CellState, 'verdict' | 'cause' | 'itSays' | 'infosecSays'>,
  rules: RuleSet,
): CellWords {
  const { verdict, cause } = state;
  return { verdict, cause, causeLabel: cause === null ? null : rules.rule(cause).label, ...saysOf(state) };
}
