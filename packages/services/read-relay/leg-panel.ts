import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { hasDeployed } from '@baton/domain/charter/separation-of-duties.ts';
import { type CellCounts, closingSentence } from '@baton/domain/relay/decide-act.ts';
import { holderOf } from '@baton/domain/relay/leg.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';
import { cellCounts } from '../relay/record-act.ts';
import { leftToDo } from './left-to-do.ts';
import { offeredActs, type PanelFacts } from './offered-acts.ts';

/** The viewer's leg: what is left in it, which acts are open, and why the others are not. */
export function legPanel(facts: PanelFacts): RemediationDetail['panel'] {
  const { place, actor } = facts;
  const acts = offeredActs(facts);
  return {
    place,
    team: holderOf(place),
    yours: actor.team === holderOf(place),
    left: place === 'closed' ? [] : leftToDo(facts.causes),
    acts,
    remarks: remarksOf(facts),
  };
}

function remarksOf(facts: PanelFacts): string[] {
  const counts = cellCounts(facts.counts);
  if (facts.place !== 'verify') return [];
  return [...closingRemark(counts, facts.proofIsIndependent), ...deployersSentence(facts.history)];
}

function closingRemark(counts: CellCounts, proofIsIndependent: boolean): string[] {
  if (counts.required === 0 || counts.proven < counts.required) return [closingSentence(counts)];
  if (proofIsIndependent) return [];
  return [
    'Everything is proven. The reports were brought by IT or by whoever deployed, so a person of InfoSec looks and closes.',
  ];
}

/** "S. Novak deployed and therefore cannot verify." */
function deployersSentence(history: readonly KeptEvent[]): string[] {
  const { deployers } = stateOf(history);
  const names = new Set(history.filter((event) => hasDeployed(event.by, deployers)).map((event) => event.byName));
  if (names.size === 0) return [];
  return [`${[...names].join(' and ')} deployed and therefore cannot verify.`];
}
