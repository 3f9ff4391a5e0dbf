/** Whether a name is one of an IANA time zone, "Europe/Berlin", or an offset, "+01:00". */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
