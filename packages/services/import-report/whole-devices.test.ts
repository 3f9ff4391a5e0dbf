import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import { namesOf } from '@baton/domain/identity/device-names.ts';
import { installed } from '@baton/domain/reconciliation/testing/situation.ts';
import { type Evidence, writeEvidence } from '@baton/store/evidence/pack-evidence.ts';
import { expect, test } from 'vitest';
import { inBatches, type WholeDevice, wholeDevices } from './whole-devices.ts';

function saying(claims: number): Evidence {
  const claim = installed();
  return {
    names: namesOf('WKS-1'),
    state: EMPTY_STATE,
    look: null,
    claims: Array.from({ length: claims }, () => claim),
  };
}

async function batchesOf(claims: readonly number[]): Promise<readonly number[]> {
  const devices = claims.map((count, index): WholeDevice => ({ key: String(index), evidence: saying(count) }));
  const batches = await Array.fromAsync(inBatches(inTurn(devices)));
  expect(batches.flat()).toEqual(devices);
  return batches.map((batch) => batch.length);
}

async function* inTurn<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

test('devices are kept 500 at once, and fewer where they say much', async () => {
  expect(await batchesOf(Array.from({ length: 1001 }, () => 1))).toEqual([500, 500, 1]);
  expect(await batchesOf([60_000, 30_000, 20_000, 1, 99_998, 1])).toEqual([3, 3]);
  expect(await batchesOf([250_000, 1])).toEqual([1, 1]);
  expect(await batchesOf([])).toEqual([]);
});

test('the pieces of a device that follow one another are one device, across what was read at once', async () => {
  const piece = (key: string, sequence: number) => ({ key, sequence, evidence: writeEvidence(saying(1)) });
  const staged = [[piece('a', 1), piece('a', 2)], [piece('a', 3), piece('b', 4)], [], [piece('c', 5)]];
  const devices = await Array.fromAsync(wholeDevices(inTurn(staged)));
  expect(devices.map(({ key, evidence }) => [key, evidence.claims.length])).toEqual([
    ['a', 3],
    ['b', 1],
    ['c', 1],
  ]);
});
