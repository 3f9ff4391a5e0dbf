import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { readApi } from './fleet.ts';

/** What somebody saw who opened a page. */
export interface Seen {
  readonly path: string;
  /** From asking for the page until nothing of it is still to come, milliseconds. */
  readonly ms: number;
  /** Pixels by which the page is wider than the window. */
  readonly overflow: number;
  readonly headings: number;
}

export interface WalkOptions {
  readonly baseUrl: string;
  /** Where a picture of each page is put; none are taken without. */
  readonly pictures?: string | undefined;
}

/** Opens every page of whoever is signed in, one after the other, in each of its views, and waits until it is whole. */
export async function* walk(page: Page, paths: readonly string[], { baseUrl, pictures }: WalkOptions) {
  for (const path of paths) {
    const begun = performance.now();
    await page.goto(baseUrl + path);
    await page.locator('h1').first().waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    const ms = Math.round(performance.now() - begun);
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${nameOf(path)}.png`) });
    const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
    yield { path, ms, overflow, headings: await page.locator('h1').count() } satisfies Seen;
  }
}

/** Every page that a fleet fills: now, a day ago, and where there is much, narrowed and far down. */
export async function pathsOf(page: Page): Promise<readonly string[]> {
  const yesterday = Temporal.Now.plainDateISO('UTC').subtract({ days: 1 }).toString();
  const { rows } = await readApi<{ rows: readonly { deviceId: string; fix: string }[] }>(page, '/api/cells?pageSize=1');
  const ofCell = rows.flatMap(({ deviceId, fix }) => [
    `/devices/${deviceId}`,
    `/cells/${deviceId}/${encodeURIComponent(fix)}`,
    `/knowledge/${encodeURIComponent(fix)}`,
    `/cells?fix=${encodeURIComponent(fix)}`,
    `/disagreements?by=fix`,
  ]);
  const remediations = await readApi<{ rows: readonly { id: string }[] }>(page, '/api/remediations');
  const [remediation] = remediations.rows;
  return [
    '/',
    `/?day=${yesterday}`,
    '/board/changes',
    '/board/coverage',
    '/disagreements',
    '/disagreements?by=device',
    '/disagreements?by=check',
    '/scorecard',
    '/cells',
    '/cells?page=200',
    '/devices',
    '/devices?page=50',
    ...ofCell,
    '/remediations',
    ...(remediation === undefined ? [] : [`/remediations/${remediation.id}`]),
    '/exceptions',
    '/exceptions/request',
    '/exceptions/review',
    '/breaches',
    '/for-you',
    '/cycles',
    '/leadership',
    '/leadership/goals',
    '/charter',
    '/imports',
    '/knowledge',
    ...['people', 'keys', 'service-levels', 'sources', 'connections', 'rules', 'devices', 'log'].map(
      (one) => `/settings/${one}`,
    ),
  ];
}

function nameOf(path: string): string {
  return (
    path
      .replace(/[^a-z0-9]+/gi, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'board'
  );
}
