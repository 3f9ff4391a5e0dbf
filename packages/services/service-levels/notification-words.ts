import type { Place } from '@baton/domain/relay/leg.ts';
import type { ClockMark } from '@baton/domain/service-levels/clock-marks.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';

/** What a mark of a clock is told as: one line, and what to do. */
export interface MarkWords {
  readonly kind: 'clock-warning' | 'clock-breach' | 'escalation';
  readonly title: string;
  readonly body: string;
}

const WHAT_TO_DO: Readonly<Record<Place, string>> = {
  identify: 'Hand it on to be prioritised.',
  prioritise: 'Prioritise it and hand it to IT.',
  accept: 'Accept it, or reject it with a reason.',
  test: 'Test it and sign the test off.',
  approve: 'IT’s lead approves it.',
  deploy: 'Deploy it to the devices that are left.',
  verify: 'Look at the devices again, and close it.',
  rejected: 'Answer the rejection.',
  closed: '',
};

/** Plain words, no blame: what is due when, where the baton is, and the next step. Times in the policy's zone. */
export function markWords(record: RemediationRecord, mark: ClockMark, tier: string, timeZone: string): MarkWords {
  const due = stamp(record.due_at ?? mark.at, timeZone);
  const where = `${record.holder === 'it' ? 'IT' : 'InfoSec'} holds the baton in ${record.place}. ${WHAT_TO_DO[record.place]}`;
  const of = `${record.fix_id}${record.title === record.fix_id ? '' : `, ${record.title}`}`;
  switch (mark.kind) {
    case 'warning':
      return {
        kind: 'clock-warning',
        title: `${record.fix_id}: ${mark.percent} % of its time is used, due ${due}`,
        body: `${of}, tier ${tier}. ${where}`,
      };
    case 'breach':
      return {
        kind: 'clock-breach',
        title: `${record.fix_id}: the deadline of ${due} has passed`,
        body: `${of}, tier ${tier}. ${where}`,
      };
    case 'escalation':
      return {
        kind: 'escalation',
        title: `${record.fix_id} is overdue since ${due}`,
        body: `${of}, tier ${tier}. ${where} You are told because the policy names you for deadlines that have passed.`,
      };
  }
}

/** "Thu 26 Nov 2026, 06:41" */
export function stamp(at: string, timeZone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  const day = local
    .toPlainDate()
    .toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  return `${day.replace(/^(\w{3}),/, '$1')}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}
