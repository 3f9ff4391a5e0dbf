import { expect, test } from 'vitest';
import { relyingPartyOf } from './relying-party.ts';

test.each([
  ['https://baton.example.org', 'baton.example.org', 'https://baton.example.org'],
  ['https://baton.example.org:8443/', 'baton.example.org', 'https://baton.example.org:8443'],
  ['http://localhost:4500', 'localhost', 'http://localhost:4500'],
  ['http://baton.localhost:4500', 'baton.localhost', 'http://baton.localhost:4500'],
  ['http://127.0.0.1:4500', 'localhost', 'http://localhost:4500'],
  ['http://[::1]:4500', 'localhost', 'http://localhost:4500'],
])('%s asks passkeys of %s on pages of %s', (publicUrl, domain, origin) => {
  expect(relyingPartyOf(publicUrl)).toEqual({ domain, origin });
});

test.each(['http://baton.example.org', 'http://192.168.1.5:4500', 'https://192.168.1.5', 'http://[fd00::1]:4500'])(
  '%s has no passkeys: no domain, or neither https nor the own machine',
  (publicUrl) => {
    expect(relyingPartyOf(publicUrl)).toBeNull();
  },
);
