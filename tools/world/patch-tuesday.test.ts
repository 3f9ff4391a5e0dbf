import { describe, expect, it } from 'vitest';
import { patchTuesdays, releaseOfEachCycle } from './patch-tuesday.ts';

describe('the cycles of a world', () => {
  it('begin on second Tuesdays that had been out for five days', () => {
    const days = (now: string) =>
      patchTuesdays(Date.parse(now), 3).map((at) => new Date(at).toISOString().slice(0, 10));
    expect(days('2024-10-14T10:40:00Z')).toEqual(['2024-08-13', '2024-09-10', '2024-10-08']);
    expect(days('2024-10-12T10:40:00Z')).toEqual(['2024-07-09', '2024-08-13', '2024-09-10']);
    expect(days('2025-01-19T18:00:00Z')).toEqual(['2024-11-12', '2024-12-10', '2025-01-14']);
  });

  it('are each about another release, which was out by then', () => {
    const released = ['2024-01', '2024-02', '2024-06', '2024-09'];
    expect(releaseOfEachCycle(released, ['2024-02', '2024-07', '2024-10'])).toEqual([1, 2, 3]);
    expect(releaseOfEachCycle(released, ['2026-02', '2026-07', '2026-10'])).toEqual([1, 2, 3]);
    expect(releaseOfEachCycle(released, ['2024-02', '2024-02'])).toEqual([0, 1]);
    expect(releaseOfEachCycle(released, ['2023-01', '2024-01'])).toEqual([-1, 0]);
  });
});
