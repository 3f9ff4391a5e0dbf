/** What a review meeting can decide of an exception, one click each. */
export const REVIEW_DECISIONS = ['renew', 'end', 'hand-back'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

export interface MinutedDecision {
  /** "EX-12" */
  readonly name: string;
  readonly what: string;
  readonly decision: ReviewDecision;
  readonly by: string;
  readonly note: string;
  /** Until when it is renewed, ISO-8601; null for the others. */
  readonly until: string | null;
  readonly owner: string;
}

export interface Meeting {
  readonly heldAt: string;
  readonly present: readonly { readonly name: string; readonly team: 'it' | 'infosec' }[];
  readonly decisions: readonly MinutedDecision[];
  /** What those who were there add in their own words. */
  readonly notes: string;
}

/** The minutes of a review meeting as plain text: who was there, what was decided, in the order in which it was. */
export function writeMinutes({ heldAt, present, decisions, notes }: Meeting, timeZone: string): string {
  const team = (of: 'it' | 'infosec') =>
    present
      .filter((one) => one.team === of)
      .map(({ name }) => name)
      .join(', ');
  return [
    `Review of exceptions, ${dayOf(heldAt, timeZone)}`,
    `Present: IT: ${team('it')}. InfoSec: ${team('infosec')}.`,
    '',
    ...(decisions.length === 0 ? ['Nothing was decided.'] : decisions.map((one) => `- ${decided(one, timeZone)}`)),
    ...(notes.trim() === '' ? [] : ['', notes.trim()]),
  ].join('\n');
}

function decided({ name, what, decision, by, note, until, owner }: MinutedDecision, timeZone: string): string {
  const sentence = {
    renew: `is to be renewed until ${until === null ? 'its date' : dayOf(until, timeZone)}; both teams sign`,
    end: 'has ended',
    'hand-back': `is handed back to ${owner}`,
  }[decision];
  return `${name} (${what}) ${sentence}. ${by}${note.trim() === '' ? '' : `: ${note.trim()}`}`;
}

function dayOf(at: string, timeZone: string): string {
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
    .replace('Sept', 'Sep');
}
