import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requirePublicAddress } from './address-guard.ts';
import { type FetchLimits, guardedFetch } from './guarded-fetch.ts';

let server: Server;
let port = 0;

const answers: Readonly<Record<string, RequestListener>> = {
  '/hello': (_request, response) => response.end('hello'),
  '/large': (_request, response) => response.end('x'.repeat(1001)),
  '/slow': (_request, response) => void response.write('…'),
  '/around': (_request, response) => response.writeHead(302, { location: '/around' }).end(),
  '/to-hello': (_request, response) => response.writeHead(302, { location: '/hello' }).end(),
  '/to-file': (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/to-other': (_request, response) => response.writeHead(302, { location: `http://127.0.0.2:${port}/hello` }).end(),
};

beforeAll(async () => {
  server = createServer((request, response) => answers[request.url ?? '']?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const allowed: FetchLimits = { allowPrivateHosts: ['127.0.0.1'], mostBytes: 1000, timeoutSeconds: 5 };

async function textOf(path: string, limits: FetchLimits = allowed, host = '127.0.0.1'): Promise<string> {
  return guardedFetch(`http://${host}:${port}${path}`, limits, async ({ body }) => {
    const parts: Uint8Array[] = [];
    for await (const part of body) parts.push(part);
    return Buffer.concat(parts).toString();
  });
}

test('reads from a host that is allowed, also where one of its pages sends on', async () => {
  expect(await textOf('/hello')).toBe('hello');
  expect(await textOf('/to-hello')).toBe('hello');
  expect(await textOf('/hello', { ...allowed, allowPrivateHosts: ['127.0.0.0/8'] })).toBe('hello');
  expect(await textOf('/hello', { ...allowed, allowPrivateHosts: ['localhost'] }, 'localhost')).toBe('hello');
});

test('refuses a private host, by address and by the address that its name has', async () => {
  const none = { ...allowed, allowPrivateHosts: [] };
  await expect(textOf('/hello', none)).rejects.toMatchObject({ code: 'address-refused' });
  await expect(textOf('/hello', none, 'localhost')).rejects.toMatchObject({ code: 'address-refused' });
  await expect(textOf('/hello', none, '[::ffff:127.0.0.1]')).rejects.toMatchObject({ code: 'address-refused' });
  await expect(textOf('/hello', none, '0x7f.1')).rejects.toMatchObject({ code: 'address-refused' });
});

test('checks every redirect anew', async () => {
  await expect(textOf('/to-other')).rejects.toMatchObject({ code: 'address-refused' });
  await expect(textOf('/to-file')).rejects.toMatchObject({ code: 'invalid' });
  await expect(textOf('/around')).rejects.toMatchObject({ code: 'unreachable' });
});

test('stops at the limits of size and time', async () => {
  await expect(textOf('/large')).rejects.toMatchObject({ code: 'too-large' });
  await expect(textOf('/slow', { ...allowed, timeoutSeconds: 0.3 })).rejects.toMatchObject({ code: 'unreachable' });
});

test('says why a host cannot be reached', async () => {
  await expect(guardedFetch('http://127.0.0.1:1/', allowed, async () => 0)).rejects.toMatchObject({
    code: 'unreachable',
  });
  await expect(guardedFetch('ftp://127.0.0.1/', allowed, async () => 0)).rejects.toMatchObject({ code: 'invalid' });
  await expect(guardedFetch('http://a:b@127.0.0.1/', allowed, async () => 0)).rejects.toMatchObject({
    code: 'invalid',
  });
});

describe('an address is refused where it is', () => {
  test.each([
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
  ])('%s', (address) => expect(() => requirePublicAddress('host', address, [])).toThrow(/not a public address/));
  test('but not where it is public', () => {
    for (const address of ['93.184.216.34', '2606:2800:220:1::1'])
      expect(() => requirePublicAddress('host', address, [])).not.toThrow();
  });
});
