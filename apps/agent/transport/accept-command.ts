import { type CommandEnvelope, commandEnvelope, type SignedCommand } from '@baton/contract/agent.ts';
import { commandText } from '@baton/contract/agent-signing.ts';
import type { AgentState } from './agent-state.ts';
import { isSignedBy } from './device-key.ts';

export type Refusal = 'unknown-key' | 'bad-signature' | 'unreadable' | 'other-device' | 'replayed' | 'expired';

export type Acceptance =
  | { readonly accepted: true; readonly envelope: CommandEnvelope }
  | { readonly accepted: false; readonly refusal: Refusal; readonly why: string };

/**
 * Whether this device obeys a command: signed by a pinned key, for this very agent, above every sequence taken before, and
 * in time. The signature is checked over the text before anything in it is read.
 */
export function acceptCommand(
  { envelope: text, keyId, signature }: SignedCommand,
  state: Pick<AgentState, 'agentId' | 'deviceId' | 'commandKeys' | 'lastCommandSequence'>,
  now: Temporal.Instant,
): Acceptance {
  const key = state.commandKeys.find((known) => known.keyId === keyId);
  if (key === undefined)
    return refuse('unknown-key', `The command is signed by key ${keyId}, which this device did not pin.`);
  if (!isSignedBy(key.publicKey, commandText(keyId, text), signature)) {
    return refuse('bad-signature', 'The signature does not belong to this command.');
  }
  const envelope = readEnvelope(text);
  if (envelope === null)
    return refuse('unreadable', 'The command is of a form or kind that this agent does not know. Update the agent.');
  if (envelope.agentId !== state.agentId || envelope.deviceId !== state.deviceId) {
    return refuse('other-device', `The command is for device ${envelope.deviceId}.`);
  }
  if (envelope.sequence <= state.lastCommandSequence) {
    return refuse('replayed', `Sequence ${envelope.sequence} was taken before (last: ${state.lastCommandSequence}).`);
  }
  if (isExpired(envelope, now)) return refuse('expired', `The command was to begin before ${envelope.expiresAt}.`);
  return { accepted: true, envelope };
}

export function isExpired(envelope: CommandEnvelope, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, Temporal.Instant.from(envelope.expiresAt)) >= 0;
}

function readEnvelope(text: string): CommandEnvelope | null {
  try {
    return commandEnvelope.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function refuse(refusal: Refusal, why: string): Acceptance {
  return { accepted: false, refusal, why };
}
