import type { CauseRule } from './causes/cause-rule.ts';

/** The words of the step that excepted cells have in the bridge. Two teams signed, so it is of both; of a cell nobody moves next. */
export const EXCEPTED_RULE: CauseRule = {
  id: 'excepted',
  version: 1,
  owner: 'both',
  ownerOf: () => 'none',
  positiveProof: false,
  confidence: 'none',
  label: 'Excepted',
  summary: 'set aside by an exception that both teams signed',
  nextAction: 'Revisit on its date',
  fits: ({ exception }) => exception !== null,
  explain: ({ fix, device, exception }) =>
    `${exception?.name ?? 'An exception'} sets ${fix.id} on ${device.name} aside until ${untilWords(exception?.until)}.`,
  next: ({ exception }) => `Revisit ${exception?.name ?? 'the exception'} before ${untilWords(exception?.until)}.`,
};

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** "24 Dec 2026" (UTC). */
function untilWords(until: number | undefined): string {
  return until === undefined ? 'its date' : DAY.format(until).replace('Sept', 'Sep');
}
