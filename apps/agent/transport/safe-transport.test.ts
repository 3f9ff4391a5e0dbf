import { describe, expect, it } from 'vitest';
import { requireSafeTransport } from './safe-transport.ts';

describe('a device speaks to its server', () => {
  it.each(['https://baton.example.org', 'http://localhost:4500', 'http://127.0.0.1:4500', 'http://[::1]:4500'])(
    'at %s',
    (server) => expect(() => requireSafeTransport(server, false)).not.toThrow(),
  );

  it.each([
    'http://baton.example.org',
    'http://10.0.0.5:4500',
    'http://127.0.0.1.example.org',
    'http://localhost.example',
  ])('not at %s, unless told that the network is trusted', (server) => {
    expect(() => requireSafeTransport(server, false)).toThrow(/without TLS/);
    expect(() => requireSafeTransport(server, true)).not.toThrow();
  });

  it.each(['file:///etc/passwd', 'baton', 'ftp://baton.example.org'])('never at %s', (server) =>
    expect(() => requireSafeTransport(server, true)).toThrow(/begins with https/),
  );
});
