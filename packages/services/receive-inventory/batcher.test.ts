import { describe, expect, it } from 'vitest';
import { Batcher } from './batcher.ts';

describe('a batcher', () => {
  it('runs what comes together in one batch, and answers each item its own answer', async () => {
    const sizes: number[] = [];
    const batcher = new Batcher<number, number>(
      async (items) => {
        sizes.push(items.length);
        return items.map((item) => item * 2);
      },
      { largest: 10, atOnce: 1 },
    );
    expect(await Promise.all([1, 2, 3].map((item) => batcher.add(item)))).toEqual([2, 4, 6]);
    expect(sizes).toEqual([3]);
  });

  it('fills the next batch while one is under way, up to its largest size', async () => {
    const sizes: number[] = [];
    const batcher = new Batcher<number, number>(
      async (items) => {
        sizes.push(items.length);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return items;
      },
      { largest: 4, atOnce: 1 },
    );
    const first = batcher.add(0);
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, ...[1, 2, 3, 4, 5].map((item) => batcher.add(item))]);
    expect(sizes).toEqual([1, 4, 1]);
  });

  it('fails the items of a failing batch and no others', async () => {
    const batcher = new Batcher<number, number>(
      async (items) => {
        if (items.includes(1)) throw new Error('no');
        return items;
      },
      { largest: 1, atOnce: 2 },
    );
    const results = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });
});
