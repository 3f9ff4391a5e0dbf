import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, addMonths, monthGrid } from './month-grid.ts';

it('lays October 2024 in weeks from Monday', () => {
  const weeks = monthGrid('2024-10');
  expect(weeks).toHaveLength(5);
  expect(weeks[0]).toEqual([null, '2024-10-01', '2024-10-02', '2024-10-03', '2024-10-04', '2024-10-05', '2024-10-06']);
  expect(weeks[4]?.slice(3)).toEqual(['2024-10-31', null, null, null]);
});

it('goes over the ends of months, years and leap days', () => {
  expect([addDays('2024-02-28', 1), addDays('2025-01-01', -1)]).toEqual(['2024-02-29', '2024-12-31']);
  expect([addMonths('2024-12', 1), addMonths('2024-01', -1)]).toEqual(['2025-01', '2023-12']);
});

it('has every day of any month once, in order, under its weekday', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1970, max: 2100 }), fc.integer({ min: 1, max: 12 }), (year, number) => {
      const month = `${year}-${String(number).padStart(2, '0')}`;
      const weeks = monthGrid(month);
      const days = weeks.flat().filter((day) => day !== null);
      expect(days[0]).toBe(`${month}-01`);
      expect(addDays(days.at(-1) ?? '', 1)).toBe(`${addMonths(month, 1)}-01`);
      expect([...days].sort()).toEqual(days);
      for (const week of weeks)
        week.forEach((day, weekday) => {
          if (day !== null) expect((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7).toBe(weekday);
        });
    }),
  );
});
