import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@baton/contract/client.ts';
import { acceptInvitation, createInvitation, createKey, setUp } from '@baton/contract/people.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { clientOf, sessionOf, tokenOf } from '../entering.ts';
import type { RunningBaton } from '../running-baton.ts';
import { runBaton } from '../running-cli.ts';
import { newVisitor, type Visitor } from './browser.ts';

/** Everybody's in these tests. */
export const PASSWORD = 'correct horse battery staple';

/** A signed-in person's browser, and calls of the API as the same person. */
export interface Visit extends Visitor {
  readonly call: Client;
}

interface Lead {
  readonly name: string;
  readonly email: string;
  readonly team: Team;
}

/** The leads of both teams: the first by the set-up link, the other by the invitation of the first. */
export async function bringInLeads(
  baton: RunningBaton,
  browser: Browser,
  [first, second]: readonly [Lead, Lead],
): Promise<readonly [Visit, Visit]> {
  const visit = async (path: string, body: object): Promise<Visit> => {
    const cookie = await sessionOf(baton.url, path, body);
    const visitor = await newVisitor(browser);
    const [name = '', value = ''] = cookie.split('=');
    await visitor.page.context().addCookies([{ name, value, url: baton.url }]);
    return { ...visitor, call: clientOf(baton.url, cookie) };
  };
  const one = await visit(setUp.path, { token: tokenOf(await baton.setUpLink()), ...first, password: PASSWORD });
  const { link } = await one.call(createInvitation, { body: { email: second.email, team: second.team, role: 'lead' } });
  const joined = { token: tokenOf(link), name: second.name, password: PASSWORD };
  return [one, await visit(acceptInvitation.path, joined)];
}

/** Delivers a report with a key of a lead's by the command line. @returns the settings of that command line */
export async function deliverByKey(
  baton: RunningBaton,
  { call }: Visit,
  {
    folder,
    team,
    name,
    text,
  }: { readonly folder: string; readonly team: Team; readonly name: string; readonly text: string },
): Promise<NodeJS.ProcessEnv> {
  const file = join(folder, name);
  writeFileSync(file, text);
  const { secret } = await call(createKey, { body: { name: 'upload', role: 'member', expiresInDays: 1 } });
  const settings = { BATON_URL: baton.url, BATON_KEY: secret, XDG_CONFIG_HOME: folder };
  const run = await runBaton(['import', file, '--team', team, '--wait'], settings);
  expect(run.code, run.err).toBe(0);
  return settings;
}

/** Signs what the opened page waits for. */
export async function signHere({ page }: Visitor, team: 'IT' | 'InfoSec'): Promise<void> {
  await page.getByLabel('Your password, to sign').fill(PASSWORD);
  await page.getByRole('button', { name: `Sign for ${team}` }).click();
}
