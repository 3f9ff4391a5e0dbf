import type { Moment } from '../../evidence/moment.ts';
import type { CellFacts, LookFacts } from '../facts.ts';

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

/** "Fri 11 Oct, 02:31" (UTC); only the day where only the day is known. */
export function when(moment: Moment | number | null): string {
  if (moment === null) return 'a day that is not told';
  if (typeof moment === 'number') return parts(FORMAT, moment);
  return moment.latest > moment.earliest ? parts(DAY, moment.earliest) : parts(FORMAT, moment.earliest);
}

function parts(format: Intl.DateTimeFormat, at: number): string {
  const found = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
  const day = `${found.get('weekday')} ${found.get('day')} ${found.get('month')?.slice(0, 3)}`;
  return found.has('hour') ? `${day}, ${found.get('hour')}:${found.get('minute')}` : day;
}

/** "srv01.berlin.example and srv01.paris.example"; of many, the first few. */
export function listOfNames(names: readonly string[]): string {
  const shown = names.length > MOST_NAMES + 1 ? names.slice(0, MOST_NAMES) : names;
  const more = names.length - shown.length;
  return LIST.format(more === 0 ? shown : [...shown, `${more} others`]);
}

const MOST_NAMES = 3;
const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** The scanner's name as the subject: "Nessus". */
export function scanner(look: LookFacts | null | undefined): string {
  return look?.record.scope.tool ?? 'The scanner';
}

/** "KB5044273 on WKS-0412" */
export function cellName({ fix, device }: CellFacts): string {
  return `${fix.id} on ${device.name}`;
}

/** The check that reported, to scan with again. */
export function checkOf({ infosec }: CellFacts): string {
  const check = infosec?.finding?.resolved.claim.check;
  return check ? ` with check ${check.id}` : '';
}
