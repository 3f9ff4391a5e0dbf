import { createReadStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { generateWorld } from '@baton/tools/world/generate-world.ts';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';

/** Sets a new Baton up as InfoSec's lead. */
export async function setUpInfosec(page: Page, setUpLink: string): Promise<void> {
  await page.goto(setUpLink);
  await page.getByText('InfoSec', { exact: true }).first().click();
  await page.getByLabel('Your name').fill('M. Sato');
  await page.getByLabel('E-mail').fill('m.sato@example.com');
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Make the first account' }).click();
  await page.getByRole('heading', { name: 'Three first steps' }).waitFor();
}

/** Delivers a file as the page's Imports would, as whoever is signed in. */
export async function deliverFile(page: Page, path: string, team: 'it' | 'infosec'): Promise<void> {
  const status = await page.evaluate(
    async ({ address, text }) => {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'x-baton': '1', 'content-type': 'application/octet-stream' },
        body: text,
      });
      return answer.status;
    },
    {
      address: `/api/imports?fileName=${basename(path)}&team=${team}&zone=UTC&source=${basename(path).replace(/\.\w+$/, '')}`,
      text: readFileSync(path, 'utf8'),
    },
  );
  expect([basename(path), status]).toEqual([basename(path), 200]);
}

/** Sets a new Baton up, delivers the reports of a made-up fleet, and waits until all of them are judged. */
export async function fillWithWorld(
  page: Page,
  setUpLink: string,
  { folder, ...plan }: { readonly folder: string; readonly seed: number; readonly devices: number },
): Promise<void> {
  await setUpInfosec(page, setUpLink);
  const knowledge = await loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
  const world = await generateWorld({ ...plan, now: Date.now() }, knowledge, folder);
  for (const file of world.it) await deliverFile(page, file, 'it');
  for (const file of world.infosec.filter((name) => name.endsWith('.nessus'))) await deliverFile(page, file, 'infosec');
  await vi.waitUntil(() => allJudged(page), { timeout: 60_000, interval: 500 });
}

/** Whether every delivery is read and judged. */
export async function allJudged(page: Page): Promise<boolean> {
  const { rows } = await readApi<{ rows: { state: string; cellsChanged: number | null }[] }>(
    page,
    '/api/imports?pageSize=100',
  );
  return rows.every((row) => row.state === 'done' && row.cellsChanged !== null);
}

/** What the API answers to whoever is signed in. */
export async function readApi<T>(page: Page, address: string): Promise<T> {
  const text = await page.evaluate(async (path) => (await fetch(path)).text(), address);
  return JSON.parse(text);
}
