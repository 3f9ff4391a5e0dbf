import type { CellWords } from '@baton/contract/cells.ts';
import { causeRule } from '@baton/domain/reconciliation/causes/registry.ts';
import type { InfosecSays, ItSays } from '@baton/domain/reconciliation/cell.ts';
import type { CellState } from '@baton/domain/reconciliation/cell-state.ts';

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

/** What a state says, in words. */
export function wordsOf({
  verdict,
  cause,
  itSays,
  infosecSays,
}: Pick<CellState, 'verdict' | 'cause' | 'itSays' | 'infosecSays'>): CellWords {
  return {
    verdict,
    cause,
    causeLabel: cause === null ? null : causeRule(cause).label,
    itSays: IT_SAYS[itSays],
    infosecSays: INFOSEC_SAYS[infosecSays],
  };
}
