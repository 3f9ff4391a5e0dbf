import { zstdCompressSync } from 'node:zlib';
import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import { namesOf } from '@baton/domain/identity/device-names.ts';
import { finding, installed } from '@baton/domain/reconciliation/testing/situation.ts';
import { expect, test } from 'vitest';
import {
  type Evidence,
  packEvidence,
  readWrittenEvidence,
  unpackEvidence,
  unpackPage,
  writeEvidence,
} from './pack-evidence.ts';

const evidence = {
  names: { ...namesOf('WKS-0412'), serials: ['5CG2411KQ7'] },
  state: { ...EMPTY_STATE, rebootPending: false, osBuild: '19045.5011' },
  look: { from: '2024-10-14T03:10:00Z', to: null, authenticated: false, authentication: null, reached: true },
  claims: [installed(), finding({ place: { line: 14, excerpt: 'Fixed version : 19045.5011' } })],
};

/** Packed together and unpacked again. */
function packedAndBack(batch: readonly Evidence[], asked: 'all' | 'without-words' = 'all'): readonly Evidence[] {
  const { page, packed } = packEvidence(batch);
  const claims = page === null ? [] : unpackPage(page);
  return packed.map(({ body, excerpts }) =>
    unpackEvidence({ body, page: claims, ...(asked === 'all' ? { excerpts } : {}) }),
  );
}

const other = {
  names: namesOf('WKS-0413'),
  state: { ...EMPTY_STATE, rebootPending: true },
  look: null,
  claims: [finding({ raw: 'its own' }), installed({ installedAt: '2024-10-15T02:10:00Z' }), installed()],
};

test('what was packed comes out as it went in', () => {
  expect(packedAndBack([evidence])).toEqual([evidence]);
});

test('several that were packed together come out as they went in', () => {
  const none = { ...other, claims: [] };
  expect(packedAndBack([evidence, other, none, evidence])).toEqual([evidence, other, none, evidence]);
});

test('a device of many findings of its own comes out as it went in', () => {
  const claims = Array.from({ length: 300 }, (_, n) => finding({ raw: `finding ${n}` }));
  expect(packedAndBack([{ ...other, claims }])).toEqual([{ ...other, claims }]);
});

test('what at least two devices say stands on their page once; what one of them says, however often, does not', () => {
  const twice = [installed({ raw: 'twice by one' }), installed({ raw: 'twice by one' })];
  const { page } = packEvidence([evidence, { ...other, claims: [...other.claims, ...twice] }]);
  expect(page === null ? [] : unpackPage(page)).toEqual([{ ...installed(), installedAt: null }]);
  expect(packEvidence([{ ...other, claims: twice }]).page).toBe(null);
});

test('of a body whose page is another one it is said that claims are missing', () => {
  const { packed } = packEvidence([evidence, other]);
  expect(() => unpackEvidence({ body: packed[0]?.body ?? Buffer.of(), page: [] })).toThrow(
    "Claim 1 of a device's evidence is not there",
  );
});

test('where nobody asks for the words of the tool, all facts are there but they and their place in the file', () => {
  const [read] = packedAndBack([evidence], 'without-words');
  expect(read?.claims[1]).toEqual({ ...evidence.claims[1], place: { line: null, excerpt: null } });
});

test('what was staged as text comes out as it went in, excerpts included', () => {
  expect(readWrittenEvidence(writeEvidence(evidence))).toEqual(evidence);
});

test('what was kept before claims were packed alike is read as it was written', () => {
  const kept = zstdCompressSync(
    JSON.stringify({
      names: { shown: 'WKS-0412', hostnames: ['WKS-0412'] },
      state: { osBuild: '19045.5011' },
      claims: [{ says: 'installed', raw: 'Installed', names: { kbs: ['KB5044273'] }, line: 14 }],
    }),
  );
  const { state, look, claims } = unpackEvidence({ body: kept, page: [] });
  expect([state.osBuild, look]).toEqual(['19045.5011', null]);
  expect(claims).toEqual([installed({ installedAt: null, place: { line: 14, excerpt: null } })]);
});

test('devices that say the same share it, by their page or not; what one of them says itself stays its own', () => {
  const saying = (installedAt: string | null) => ({
    ...evidence,
    claims: [installed({ installedAt }), installed({ installedAt, says: 'missing' })],
  });
  const [first = [], second = [], third = []] = [
    ...packedAndBack([saying(null), saying(null)], 'without-words'),
    ...packedAndBack([saying('2024-10-15T02:10:00Z')], 'without-words'),
  ].map(({ claims }) => claims);
  expect(first[0]).toBe(second[0]);
  expect(first[0]).not.toBe(first[1]);
  expect(third[0]).toEqual({ ...first[0], installedAt: '2024-10-15T02:10:00Z' });
  expect(first[0]?.installedAt).toBe(null);
});
