const DAY_MS = 86_400_000;

/** "2024-10-14" and −1 → "2024-10-13". */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** "2024-10" and 3 → "2025-01". */
export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** Every day from one to another, both among them; none where the last comes before the first. */
export function daysFrom(first: string, last: string): readonly string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The days of a month in weeks from Monday; null where a day of the week belongs to the month before or after. */
export function monthGrid(month: string): readonly (readonly (string | null)[])[] {
  const first = `${month}-01`;
  const days = Math.round((Date.parse(`${addMonths(month, 1)}-01`) - Date.parse(first)) / DAY_MS);
  const before = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: Math.ceil((before + days) / 7) }, (_week, week) =>
    Array.from({ length: 7 }, (_day, weekday) => {
      const index = week * 7 + weekday - before;
      return index < 0 || index >= days ? null : addDays(first, index);
    }),
  );
}
