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
