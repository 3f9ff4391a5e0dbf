import type { CommandEnvelope } from '@baton/contract/agent.ts';
import { commandText } from '@baton/contract/agent-signing.ts';
import { describe, expect, it } from 'vitest';
import { acceptCommand } from './accept-command.ts';
import { generateDeviceKey, signText } from './device-key.ts';

const server = generateDeviceKey();
const agentId = '0198a000-0000-7000-8000-000000000001';
const deviceId = '0198a000-0000-7000-8000-000000000002';
const state = {
  agentId,
  deviceId,
  commandKeys: [{ keyId: 'k1', publicKey: server.publicKey }],
  lastCommandSequence: 4,
};
const noon = Temporal.Instant.from('2026-11-23T12:00:00Z');

function envelope(more: Partial<CommandEnvelope> = {}): CommandEnvelope {
  return {
    format: 'baton-command-1',
    commandId: '0198a000-0000-7000-8000-000000000003',
    agentId,
    deviceId,
    sequence: 5,
    issuedAt: '2026-11-23T11:59:00Z',
    expiresAt: '2026-11-23T13:00:00Z',
    order: { kind: 'apt-install', source: 'expat', packages: [{ name: 'libexpat1', version: '2.5.0-1+deb12u2' }] },
    ...more,
  };
}

function signed(value: unknown, key = server.privateKey, keyId = 'k1') {
  const text = JSON.stringify(value);
  return { envelope: text, keyId, signature: signText(key, commandText(keyId, text)) };
}

describe('a device command', () => {
  it('is obeyed when it is signed by the pinned key, for this device, new and in time', () => {
    expect(acceptCommand(signed(envelope()), state, noon)).toEqual({ accepted: true, envelope: envelope() });
  });

  it.each([
    ['unsigned', { ...signed(envelope()), signature: '' }, 'bad-signature'],
    ['signed by another key', signed(envelope(), generateDeviceKey().privateKey), 'bad-signature'],
    ['signed by a key that was not pinned', signed(envelope(), server.privateKey, 'k2'), 'unknown-key'],
    [
      'changed after it was signed',
      { ...signed(envelope()), envelope: JSON.stringify(envelope({ sequence: 6 })) },
      'bad-signature',
    ],
    ['for another device', signed(envelope({ deviceId: agentId })), 'other-device'],
    ['for another agent on this device', signed(envelope({ agentId: deviceId })), 'other-device'],
    ['taken before', signed(envelope({ sequence: 4 })), 'replayed'],
    ['late', signed(envelope({ expiresAt: '2026-11-23T12:00:00Z' })), 'expired'],
    [
      'of a kind that the agent does not know',
      signed({ ...envelope(), order: { kind: 'shell', line: 'id' } }),
      'unreadable',
    ],
    [
      'carrying an option in place of a package',
      signed(envelope({ order: { kind: 'apt-install', source: 'x', packages: [{ name: '-oAPT::x', version: '1' }] } })),
      'unreadable',
    ],
    [
      'asking apt to remove by a hyphen at the end',
      signed(envelope({ order: { kind: 'apt-install', source: 'x', packages: [{ name: 'sudo', version: '1.9-' }] } })),
      'unreadable',
    ],
  ])('is refused when it is %s', (_, command, refusal) => {
    expect(acceptCommand(command, state, noon)).toMatchObject({ accepted: false, refusal });
  });
});
