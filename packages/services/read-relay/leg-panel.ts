import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { hasDeployed } from '@baton/domain/charter/separation-of-duties.ts';
import { type CellCounts, closingSentence } from '@baton/domain/relay/decide-act.ts';
import { holderOf } from '@baton/domain/relay/leg.ts';
import { REJECTION_ANSWERS } from '@baton/domain/relay/rejection-answers.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';
import { lowerFirst } from './event-sentence.ts';
import { leftToDo } from './left-to-do.ts';
import { offeredActs, type PanelFacts } from './offered-acts.ts';
import { counted } from './relay-words.ts';

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
  if (facts.place === 'rejected') return answersRemarks(facts.history);
  if (facts.place !== 'verify') return [];
  return [...closingRemark(facts.gates, facts.proofIsIndependent), ...deployersSentence(facts.history)];
}

/** What follows from either answer to a rejection. */
function answersRemarks(history: readonly KeptEvent[]): string[] {
  const rejected = history.findLast(({ act }) => act === 'reject');
  if (!rejected?.rejectReason) return [];
  const { says, agree, refuse } = REJECTION_ANSWERS[rejected.rejectReason];
  const other = rejected.details.other ? ` (${rejected.details.other.fix})` : '';
  return [
    `IT says: ${says}${other}.`,
    `${agree.label}: ${lowerFirst(agree.follows)}`,
    `${refuse.label}: ${lowerFirst(refuse.follows)}`,
  ];
}

function closingRemark(counts: CellCounts, proofIsIndependent: boolean): string[] {
  const { required, proven, byHand = 0, partsLeft = 0 } = counts;
  if (partsLeft > 0) return [`Parts of the fix are not done on ${counted(partsLeft, 'device')}.`];
  if (required > 0 && proven < required && proven + byHand === required) {
    return [`${proven} of ${required} are proven and ${byHand} verified by hand: a person of InfoSec closes.`];
  }
  if (required === 0 || proven < required) return [closingSentence(counts)];
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
