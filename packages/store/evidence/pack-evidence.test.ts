import { zstdCompressSync } from 'node:zlib';
import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import { namesOf } from '@baton/domain/identity/device-names.ts';
import { finding, installed } from '@baton/domain/reconciliation/testing/situation.ts';
import { expect, test } from 'vitest';
import { packEvidence, readWrittenEvidence, unpackEvidence, writeEvidence } from './pack-evidence.ts';

const evidence = {
  names: { ...namesOf('WKS-0412'), serials: ['5CG2411KQ7'] },
  state: { ...EMPTY_STATE, rebootPending: false, osBuild: '19045.5011' },
  look: { from: '2024-10-14T03:10:00Z', to: null, authenticated: false, authentication: null, reached: true },
  claims: [installed(), finding({ place: { line: 14, excerpt: 'Fixed version : 19045.5011' } })],
};

test('what was packed comes out as it went in', () => {
  const { body, excerpts } = packEvidence(evidence);
  expect(unpackEvidence(body, excerpts)).toEqual(evidence);
});

test('without excerpts all facts are there but the words of the tool', () => {
  const { body } = packEvidence(evidence);
  const { claims } = unpackEvidence(body, null);
  expect(claims[1]).toEqual({ ...evidence.claims[1], place: { line: 14, excerpt: null } });
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
  const { state, look, claims } = unpackEvidence(kept, null);
  expect([state.osBuild, look]).toEqual(['19045.5011', null]);
  expect(claims).toEqual([installed({ installedAt: null, place: { line: 14, excerpt: null } })]);
});

test('devices that say the same share it; what one of them says itself stays its own', () => {
  const at = (installedAt: string | null) => {
    const claims = [installed({ installedAt }), installed({ installedAt, says: 'missing' })];
    return unpackEvidence(packEvidence({ ...evidence, claims }).body, null).claims;
  };
  const [first, second, third] = [at(null), at(null), at('2024-10-15T02:10:00Z')];
  expect(first[0]).toBe(second[0]);
  expect(first[0]).not.toBe(first[1]);
  expect(third[0]).toEqual({ ...first[0], installedAt: '2024-10-15T02:10:00Z' });
  expect(first[0]?.installedAt).toBe(null);
});
