import { describe, expect, it } from 'vitest';
import type { FixPart } from './fix-part.ts';
import { partsOf, type TrackedPart } from './fix-parts.ts';
import { mergeParts } from './merge-parts.ts';
import type { RelayEvent } from './relay-event.ts';

const REGISTRY = { id: 'registry-1', kind: 'registry', words: 'Override = 72' } as const;
const RESTART = { id: 'reboot-1', kind: 'reboot', words: 'restart' } as const;
const tracked = (part: FixPart, ...said: readonly string[]): TrackedPart => ({ ...part, said: new Set(said) });

/** What the going remediation says of its parts, before and after it takes the other's devices over. */
function saidAfter(
  going: readonly TrackedPart[],
  ended: readonly TrackedPart[],
  coming: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const by = { kind: 'person', id: 'novak', team: 'it', role: 'member' } as const;
  const entries: readonly Pick<RelayEvent, 'act' | 'details'>[] = [
    { act: 'open', details: {} },
    ...(going.length === 0 ? [] : [{ act: 'set-parts', details: { parts: going } } as const]),
    ...going.map(({ id, said }) => ({ act: 'part-done', details: { part: id, deviceIds: [...said] } }) as const),
    { act: 'absorb', details: mergeParts(going, ended, coming) },
  ];
  const history = entries.map(
    (entry, index): RelayEvent => ({
      ...entry,
      seq: index + 1,
      at: '2026-11-10T08:00:00Z',
      by,
      from: null,
      to: null,
      note: null,
    }),
  );
  return Object.fromEntries(partsOf(history).map(({ id, said }) => [id, [...said].toSorted()]));
}

describe('parts of a fix, where two remediations of it are merged', () => {
  it('stay said on the devices that come, beside what was said before', () => {
    expect(saidAfter([tracked(REGISTRY, 'a')], [tracked(REGISTRY, 'b')], ['b', 'c'])).toEqual({
      'registry-1': ['a', 'b'],
    });
  });

  it('are known by kind and words, whatever number they have', () => {
    const other = tracked({ ...REGISTRY, id: 'registry-7' }, 'b');
    expect(saidAfter([tracked(REGISTRY)], [other], ['b'])).toEqual({ 'registry-1': ['b'] });
    const another = tracked({ ...REGISTRY, words: 'Override = 8' }, 'b');
    expect(saidAfter([tracked(REGISTRY, 'a')], [another], ['b'])).toEqual({ 'registry-1': ['a'], 'registry-2': ['b'] });
  });

  it('are tracked where only one of the two did, so that merging leaves none out', () => {
    expect(saidAfter([], [tracked(REGISTRY, 'b')], ['b'])).toEqual({ 'registry-1': ['b'] });
    expect(saidAfter([tracked(RESTART, 'a')], [tracked(REGISTRY)], ['b'])).toEqual({
      'reboot-1': ['a'],
      'registry-1': [],
    });
    expect(saidAfter([tracked(RESTART, 'a')], [], ['b'])).toEqual({ 'reboot-1': ['a'] });
  });

  it('takes the newer word of a device that was split off and comes back: not done after all', () => {
    expect(saidAfter([tracked(REGISTRY, 'a', 'b')], [tracked(REGISTRY)], ['b'])).toEqual({ 'registry-1': ['a'] });
  });

  it('takes no word of a device that does not come', () => {
    expect(saidAfter([tracked(REGISTRY)], [tracked(REGISTRY, 'gone')], ['b'])).toEqual({ 'registry-1': [] });
  });
});
