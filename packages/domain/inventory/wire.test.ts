import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSection, decodeInventory, WireError } from './decode-wire.ts';
import type { Inventory } from './inventory.ts';
import { observedStateOf } from './observed-state.ts';
import { encodeInventory, hashSections } from './wire.ts';

const word = fc.string({ minLength: 1, maxLength: 12 });
const wordOrNull = fc.option(word, { nil: null });
const time = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) =>
  Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString({
    smallestUnit: 'second',
  }),
);
const timeOrNull = fc.option(time, { nil: null });
const unique = (items: readonly string[]) => [...new Set(items)].sort();
const words = fc.array(word, { maxLength: 3 }).map(unique);

const inventories: fc.Arbitrary<Inventory> = fc.record({
  names: fc.record({
    hostname: word,
    fqdn: wordOrNull,
    machineId: wordOrNull,
    biosUuid: wordOrNull,
    serial: wordOrNull,
    macs: words,
    ips: words,
  }),
  system: fc.record({
    os: fc.record({
      family: fc.constantFrom('linux' as const, 'windows' as const),
      distribution: wordOrNull,
      title: word,
      version: wordOrNull,
      kernelRelease: wordOrNull,
      build: wordOrNull,
    }),
    bootId: wordOrNull,
    bootedAt: timeOrNull,
    kernels: fc.uniqueArray(fc.record({ package: word, version: word, release: word }), {
      selector: (kernel) => kernel.package,
      maxLength: 3,
    }),
    rebootRequired: fc.record({
      flagged: fc.boolean(),
      packages: words,
      olderKernelRuns: fc.boolean(),
    }),
  }),
  packages: fc.uniqueArray(
    fc.record({
      name: word,
      version: word,
      architecture: word,
      source: word,
      sourceVersion: word,
      installedAt: timeOrNull,
    }),
    { selector: (item) => `${item.name} ${item.architecture}`, maxLength: 5 },
  ),
  candidates: fc.uniqueArray(
    fc.record({
      package: word,
      version: word,
      sourceVersion: wordOrNull.filter((version) => version !== '='),
      origin: wordOrNull,
    }),
    { selector: (item) => item.package, maxLength: 3 },
  ),
  restartNeeded: fc.uniqueArray(
    fc.record({
      pid: fc.integer({ min: 1 }),
      command: word,
      startedAt: timeOrNull,
      files: words,
      packages: words,
    }),
    { selector: (item) => item.pid, maxLength: 3 },
  ),
  allProcessesSeen: fc.boolean(),
});

describe('the wire form of an inventory', () => {
  it('gives the same bytes after a round trip', () => {
    fc.assert(
      fc.property(inventories, (inventory) => {
        const wire = encodeInventory(inventory);
        expect(encodeInventory(decodeInventory(wire))).toEqual(wire);
      }),
    );
  });

  it('does not depend on the order in which facts were gathered', () => {
    fc.assert(
      fc.property(inventories, (inventory) => {
        const turned: Inventory = {
          ...inventory,
          packages: inventory.packages.toReversed(),
          candidates: inventory.candidates.toReversed(),
          restartNeeded: inventory.restartNeeded.toReversed(),
        };
        expect(encodeInventory(turned)).toEqual(encodeInventory(inventory));
      }),
    );
  });

  it('never reads broken text as an inventory, and says which section is broken', () => {
    fc.assert(
      fc.property(inventories, fc.nat(), (inventory, seed) => {
        const text = encodeInventory(inventory).packages;
        expect(() => checkSection('packages', text.slice(0, seed % text.length))).toThrow(WireError);
      }),
    );
    expect(() => checkSection('packages', '[["bash","5.2"]]')).toThrow('inventory section "packages": a tuple of 6');
    expect(() => checkSection('packages', '[["bash","5.2","amd64",null,null,1e99]]')).toThrow('epoch seconds');
    expect(() => checkSection('names', '{}')).toThrow('hostname is not a text');
  });

  it('hashes each section by itself', () => {
    fc.assert(
      fc.property(inventories, (inventory) => {
        const wire = encodeInventory(inventory);
        expect(hashSections(wire, (text) => `#${text}`)).toEqual(
          Object.fromEntries(Object.entries(wire).map(([name, text]) => [name, `#${text}`])),
        );
      }),
    );
  });
});

describe('an inventory as observed state', () => {
  it('joins processes by the package whose files they map', () => {
    const [sample] = fc.sample(inventories, 1);
    if (sample === undefined) throw new Error('no sample');
    const state = observedStateOf(
      {
        ...sample,
        restartNeeded: [
          {
            pid: 7,
            command: 'nginx',
            startedAt: null,
            files: ['/usr/lib/libssl.so.3'],
            packages: ['libssl3'],
          },
          {
            pid: 9,
            command: 'cron',
            startedAt: null,
            files: ['/usr/lib/libssl.so.3'],
            packages: ['libssl3'],
          },
        ],
      },
      '2026-11-23T10:00:00Z',
    );
    expect(state.restartNeeded).toEqual([{ package: 'libssl3', processes: ['nginx (pid 7)', 'cron (pid 9)'] }]);
    expect(state.lastSeen).toBe('2026-11-23T10:00:00Z');
  });
});
