import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { runBaton } from '../running-cli.ts';
import { newVisitor, openBrowser, type Visitor } from './browser.ts';
import { setUpInfosec } from './fleet.ts';

// A lead adds a passkey, comes in by it, and signs the charter with it. Chromium's own virtual authenticator holds the key. The
// server listens on 127.0.0.1, where browsers have no passkeys: the same Baton at `localhost` is where they work.

const folder = mkdtempSync(join(tmpdir(), 'baton-passkeys-browser-'));
const EMAIL = 'm.sato@example.com';
const PASSWORD = 'correct horse battery staple';

let baton: RunningBaton;
let browser: Browser;
let lead: Visitor;
let named: string;

beforeAll(async () => {
  [baton, browser] = await Promise.all([startBaton(join(folder, 'data')), openBrowser()]);
  lead = await newVisitor(browser);
  named = baton.url.replace('127.0.0.1', 'localhost');
  const devices = await lead.page.context().newCDPSession(lead.page);
  await devices.send('WebAuthn.enable');
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

// A browser shows its offer in a window of its own, which no test reaches: what the page asks for is kept, and chosen by a call.
const OFFER_BY_HAND = `
  const ask = navigator.credentials.get.bind(navigator.credentials);
  navigator.credentials.get = (options) => {
    if (options.mediation !== 'conditional') return ask(options);
    return new Promise((resolve, reject) => {
      options.signal.addEventListener('abort', () => reject(options.signal.reason));
      const { mediation, ...rest } = options;
      window.choosePasskey = () => void ask(rest).then(resolve, reject);
    });
  };`;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await lead.page.screenshot({ path: join(tmpdir(), `baton-passkeys-${task.id}.png`), fullPage: true });
});

test('a passkey is added on the page of the account, after the password', async () => {
  const { page } = lead;
  // A virtual authenticator chooses as soon as it is asked: of what waits in the field nobody could sign in otherwise.
  await page.addInitScript({ content: OFFER_BY_HAND });
  await setUpInfosec(page, (await baton.setUpLink()).replace('127.0.0.1', 'localhost'));
  await page.goto(named);
  await page.getByRole('button', { name: 'M. Sato: account' }).click();
  await page.getByRole('menuitem', { name: 'Your account' }).click();
  await page.getByText('You have no passkey yet').waitFor();
  await page.getByLabel('What it is on').fill('laptop');
  await page.getByLabel('Your password').fill('not the password');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('The current password is not right').waitFor();
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('heading', { name: '1 passkey' }).waitFor();
  expect(await page.getByRole('row', { name: /laptop/ }).innerText()).toMatch(/localhost.*never/s);
  // The device has it already, and the page says so.
  await page.getByText('Your passkey is asked.').first().waitFor();
  await page.getByLabel('What it is on').fill('laptop again');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('This passkey is yours already').waitFor();
}, 90_000);

test('it signs in, without an e-mail or a password', async () => {
  const { page } = lead;
  await page.getByRole('button', { name: 'M. Sato: account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('link', { name: 'Charter' }).waitFor();
  await page.goto(`${named}/account`);
  await page.getByRole('row', { name: /laptop/ }).waitFor();
  expect(await page.getByRole('row', { name: /laptop/ }).innerText()).not.toMatch(/never/);
});

test('it signs in from what the browser offers in the field for the e-mail; a password still does', async () => {
  const { page } = lead;
  await page.context().clearCookies();
  await page.goto(`${named}/sign-in?to=/account`);
  expect(await page.getByLabel('E-mail').getAttribute('autocomplete')).toBe('username webauthn');
  // Asked from here: waiting within the page evaluates a text there, which the page's own policy forbids.
  await expect.poll(() => page.evaluate('typeof choosePasskey'), { timeout: 20_000 }).toBe('function');
  await page.evaluate('choosePasskey()');
  await page.getByRole('row', { name: /laptop/ }).waitFor();

  await page.getByRole('button', { name: 'M. Sato: account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Charter' }).waitFor();
});

test('it is renamed by an open session, on the page and at a terminal', async () => {
  const { page } = lead;
  await page.goto(`${named}/account`);
  await page.getByRole('button', { name: 'Rename laptop' }).click();
  const field = page.getByRole('dialog').getByLabel('What it is on');
  await field.waitFor();
  expect(await field.inputValue()).toBe('laptop');
  await field.fill('old laptop');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /old laptop/ }).waitFor();
  const environment = {
    BATON_URL: baton.url,
    BATON_KEY: 'baton_infosec_none',
    XDG_CONFIG_HOME: join(folder, 'config'),
  };
  const rename = (...names: readonly [string, string]) =>
    runBaton(['passkeys', 'rename', ...names], environment, `${EMAIL}\n${PASSWORD}\n`);
  expect(await rename('phone', 'x')).toMatchObject({ code: 1, err: expect.stringContaining('Yours: "old laptop"') });
  expect(await rename('old laptop', 'laptop')).toMatchObject({ code: 0, out: 'It is called laptop now.\n' });
  await page.getByRole('button', { name: 'Rename laptop' }).waitFor();
});

test('a signature takes it, where passkeys work; elsewhere the page says where', async () => {
  const { page } = lead;
  await page.goto(`${named}/charter`);
  await page.getByRole('button', { name: 'Start the draft' }).click();
  await page.getByLabel('Title').fill('As both teams work');
  await page.getByRole('button', { name: 'Keep the draft' }).click();
  await page.getByLabel('What changes and why').fill('The first one.');
  await page.getByRole('button', { name: 'Offer for signing' }).click();
  await page.getByRole('heading', { name: 'Version 1 waits for signatures' }).waitFor();

  const { page: byAddress } = await newVisitor(browser);
  await byAddress.goto(`${baton.url}/charter`);
  await byAddress.getByText('With a passkey: open Baton at').waitFor();
  await byAddress.getByLabel('E-mail').fill(EMAIL);
  await byAddress.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await byAddress.getByRole('button', { name: 'Sign in' }).click();
  await byAddress.getByText('Your passkey is asked. It works at').waitFor();
  expect(await byAddress.getByLabel('Your password').count()).toBe(0);
  expect(await byAddress.getByRole('link', { name: named }).getAttribute('href')).toBe(`${named}/charter`);

  expect(await page.getByLabel('Your password').count()).toBe(0);
  await page.getByRole('button', { name: 'Sign for InfoSec' }).click();
  await page.getByText('InfoSec has signed. It waits for IT').waitFor();
});

test('a terminal, which can ask no passkey, says where to sign', async () => {
  const environment = { BATON_URL: baton.url, BATON_KEY: 'baton_it_none', XDG_CONFIG_HOME: join(folder, 'config') };
  const run = await runBaton(['charter', 'sign', '1', '--yes'], environment, `${EMAIL}\n${PASSWORD}\n`);
  expect(run).toMatchObject({ code: 1 });
  expect(run.err).toContain(`You sign with a passkey, which a terminal cannot ask. Sign here: ${named}/charter`);
  const list = await runBaton(['passkeys'], environment, `${EMAIL}\n${PASSWORD}\n`);
  expect(list.out).toMatch(/laptop +localhost/);
});

test('it is removed by itself, and the password proves again', async () => {
  const { page } = lead;
  await page.goto(`${named}/account`);
  await page.getByRole('button', { name: 'Remove laptop' }).click();
  await page.getByText('It is your last one here').waitFor();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByText('You have no passkey yet').waitFor();
  await page.getByLabel('Password now').waitFor();
  expect(lead.complaints.filter((one) => !one.startsWith('401 /api/session'))).toEqual([]);
});
