import { readFile } from 'node:fs/promises';
import { fetchKnowledge, getFix, getKnowledge, listFixes, loadKnowledge, search } from '@baton/contract/knowledge.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { beforeAll, expect, test } from 'vitest';
import { type TestPerson, useTestServer } from '../../testing/test-server.ts';

const server = useTestServer();

let infosec: TestPerson;
let viewer: TestPerson;

beforeAll(async () => {
  infosec = await server.person({ team: 'infosec' });
  viewer = await server.person({ team: 'it', role: 'viewer' });
});

test('a server without advisories says so', async () => {
  expect(await viewer.call(getKnowledge)).toMatchObject({ date: null, fixes: 0, sources: [] });
});

test('what is no bundle is refused with the reason, and changes nothing', async () => {
  await expect(infosec.call(loadKnowledge, { file: 'not a bundle' })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('not the header of a bundle'),
  });
  expect(await viewer.call(getKnowledge)).toMatchObject({ date: null });
});

test('the bundle that ships is loaded by upload, searched and shown with its sources', async () => {
  const state = await infosec.call(loadKnowledge, { file: await readFile(BUNDLED_KNOWLEDGE) });
  expect(state.fixes).toBeGreaterThan(1000);
  expect(state.sources.every(({ licence }) => licence !== '')).toBe(true);
  const { rows } = await viewer.call(listFixes, { query: { search: 'openssl' } });
  const [newest] = rows;
  const fix = await viewer.call(getFix, { params: { fix: newest?.fix ?? '' } });
  expect(fix.vulnerabilities.length).toBe(newest?.cves);
  const cve = fix.vulnerabilities[0]?.cve ?? '';
  const { results } = await viewer.call(search, { query: { q: cve.toLowerCase() } });
  expect(results.map(({ kind, id }) => [kind, id])).toContainEqual(['vulnerability', cve]);
  expect(results.map(({ id }) => id)).toContain(newest?.fix);
}, 60_000);

test('a private address is not fetched from', async () => {
  await expect(infosec.call(fetchKnowledge, { body: { url: `${server.url}/bundle` } })).rejects.toMatchObject({
    status: 403,
  });
});

test('who only looks may not load', async () => {
  await expect(viewer.call(loadKnowledge, { file: 'x' })).rejects.toMatchObject({ status: 403 });
});

test('an unknown fix is told so', async () => {
  await expect(viewer.call(getFix, { params: { fix: 'KB1' } })).rejects.toMatchObject({ status: 404 });
});
