import { isTimeZone } from '@baton/formats/reports/is-time-zone.ts';
import { ServiceError } from '@baton/services/service-error.ts';

/** Refuses the name of a time zone that there is not, before a file is read with it. Absent is none. */
export function requireZone(zone: string | undefined): void {
  if (zone === undefined || isTimeZone(zone)) return;
  throw new ServiceError('invalid', `There is no time zone “${zone}”.`, {
    where: 'query.zone',
    hint: 'Name it as the IANA does: Europe/Berlin, America/New_York, UTC.',
  });
}
