import type { ActivityEntry } from '@baton/contract/remediations.ts';
import type { Place } from '@baton/domain/relay/leg.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';

type DoerDto = ActivityEntry['by'];

/** Who did it, as screens name them. */
export function doerDto({ by, byName }: KeptEvent): DoerDto {
  return { kind: by.kind, name: byName, team: by.kind === 'person' || by.kind === 'key' ? by.team : null };
}

/** 11085 → "11,085", as everywhere on the screens. */
export function spelled(count: number): string {
  return count.toLocaleString('en-US');
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${spelled(count)} ${count === 1 ? one : many}`;
}

/** What a leg came to, in a few words under its name. `left`: the entry with which it ended; null while it lasts. */
export function visitSummary(place: Place, left: KeptEvent | null, now: KeptEvent['details']): string {
  const { installed = 0, proven = 0, required = 0, excepted = 0, test } = left?.details ?? now;
  switch (place) {
    case 'identify':
      return counted(required, 'device');
    case 'test':
      if (!test) return '';
      return test.good === test.devices
        ? `${counted(test.devices, 'device')}, all good`
        : `${test.good} of ${counted(test.devices, 'device')} good`;
    case 'approve':
      return left ? 'IT lead' : '';
    case 'deploy':
      return `${spelled(installed)} of ${spelled(required)}`;
    case 'verify':
      return `${spelled(proven)} of ${spelled(required)} proven`;
    case 'closed':
      if (left) return '';
      return required === 0 && excepted > 0
        ? `${spelled(excepted)} excepted`
        : `at ${spelled(proven)} of ${spelled(required)}`;
    default:
      return '';
  }
}
