import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { CLOCK_TOLERANCE_SECONDS, requestText } from '@baton/contract/agent-signing.ts';
import { readAgents } from '@baton/store/agents/check-ins.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { Batcher } from './batcher.ts';

/** A request as it came over the network: nothing in it is believed yet. */
export interface AgentRequest {
  readonly method: string;
  readonly path: string;
  readonly agentId: string;
  readonly sequence: number;
  readonly time: string;
  readonly signature: string;
  /** The body's bytes as sent, before they are unpacked. */
  readonly body: Uint8Array;
}

export type AgentRefusal = 'unknown-agent' | 'bad-signature' | 'clock' | 'sequence';

/** Nobody who cannot sign learns which of these it was but the agent whose clock or memory is off. */
export interface Refused {
  readonly authentic: false;
  readonly refusal: AgentRefusal;
  readonly what: string;
}

/**
 * Whether a request is signed by the key of the agent that it names, now. Public keys never change for an agent, so they
 * are kept in memory; that the agent is still active and that the request is new is found when it is counted.
 */
export class AgentAuthentication {
  readonly #keys = new Map<string, KeyObject>();
  readonly #lookUp: Batcher<string, KeyObject | null>;

  constructor(db: Database) {
    this.#lookUp = new Batcher(
      async (agentIds) => {
        const known = await readAgents(db, agentIds);
        return agentIds.map((agentId) => keyObject(known.get(agentId)?.publicKey));
      },
      { largest: 200, atOnce: 1 },
    );
  }

  async authenticate(request: AgentRequest, now: Temporal.Instant): Promise<{ authentic: true } | Refused> {
    const key = await this.#keyOf(request.agentId);
    if (key === null) return refuse('unknown-agent', 'No such agent is enrolled.');
    const bodyHash = createHash('sha256').update(request.body).digest('base64url');
    const text = Buffer.from(requestText({ ...request, bodyHash }));
    if (!verify(null, text, key, Buffer.from(request.signature, 'base64url'))) {
      return refuse('bad-signature', 'The signature does not belong to this request.');
    }
    if (!isNear(request.time, now)) return refuse('clock', `The request is of ${request.time}; it is ${now} here.`);
    return { authentic: true };
  }

  async #keyOf(agentId: string): Promise<KeyObject | null> {
    const known = this.#keys.get(agentId);
    if (known !== undefined) return known;
    const key = await this.#lookUp.add(agentId);
    if (key === null) return null;
    if (this.#keys.size >= MOST_KEYS) this.#keys.clear();
    this.#keys.set(agentId, key);
    return key;
  }
}

/** A key object takes 0.5 KB and 50 µs to make. */
const MOST_KEYS = 100_000;

function keyObject(publicKey: string | undefined): KeyObject | null {
  if (publicKey === undefined) return null;
  return createPublicKey({ key: Buffer.from(publicKey, 'base64url'), type: 'spki', format: 'der' });
}

function isNear(time: string, now: Temporal.Instant): boolean {
  try {
    const apart = Temporal.Instant.from(time).since(now).total('second');
    return Math.abs(apart) <= CLOCK_TOLERANCE_SECONDS;
  } catch {
    return false;
  }
}

export function refuse(refusal: AgentRefusal, what: string): Refused {
  return { authentic: false, refusal, what };
}
