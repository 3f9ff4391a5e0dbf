import type { RelayEvent } from '../relay/relay-event.ts';

/** Longest comment that is taken over from another tool, in characters; a history's note holds 4000. */
const MOST_TAKEN = 3500;

/**
 * The last line of every comment that Baton writes into another tool. By it Baton knows its own words again, whoever's account
 * wrote them, so that nothing goes round in a circle and nothing is written twice after a crash.
 */
export function markOf(remediationId: string, seq: number): string {
  return `Baton, entry ${seq} of ${remediationId}`;
}

/** Whether another tool's comment is one of Baton's own about this remediation, and of which entry; null: somebody else's. */
export function seqOfMark(text: string, remediationId: string): number | null {
  const found = /Baton, entry (\d{1,9}) of ([0-9a-f-]{36})[\W_]*$/.exec(text.trimEnd());
  return found?.[2] === remediationId ? Number(found[1]) : null;
}

/** Whether an entry of the history is told elsewhere: what moves the baton, and words. What single devices did is not. */
export function isTold({ act, to }: Pick<RelayEvent, 'act' | 'to'>): boolean {
  return to !== null || act === 'comment';
}

/** How a comment from elsewhere stands in the history: who wrote it where, then the words, cut where they are very long. */
export function takenComment(text: string, { author, key }: { readonly author: string; readonly key: string }): string {
  const words = text.trim();
  const cut = words.length > MOST_TAKEN ? `${words.slice(0, MOST_TAKEN)} … (cut: the rest is in ${key})` : words;
  return `${author.slice(0, 100)} in ${key}: ${cut}`;
}

/** A state that somebody set elsewhere is a claim, and moves no baton: closing takes evidence, handing over a person. */
export function takenState(key: string, states: { readonly before: string; readonly now: string }): string {
  return `${key} was set from “${states.before}” to “${states.now}” over there. The baton stays where it is: closing takes evidence.`;
}
