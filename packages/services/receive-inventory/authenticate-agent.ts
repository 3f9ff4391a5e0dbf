import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { CLOCK_TOLERANCE_SECONDS, requestText } from '@baton/contract/agent-signing.ts';
import { type KnownAgent, readAgents } from '@baton/store/agents/check-ins.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { DeviceActor } from '../actor.ts';
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
  readonly #known = new Map<string, Identity>();
  readonly #lookUp: Batcher<string, Identity | null>;

  constructor(db: Database) {
    this.#lookUp = new Batcher(
      async (agentIds) => {
        const known = await readAgents(db, agentIds);
        return agentIds.map((agentId) => identityOf(known.get(agentId)));
      },
      { largest: 200, atOnce: 1 },
    );
  }

  /** Whether there is, or was, an agent of this id: to be asked before anything is read for whoever names it. */
  async isKnown(agentId: string): Promise<boolean> {
    return (await this.#identityOf(agentId)) !== null;
  }

  async authenticate(request: AgentRequest, now: Temporal.Instant): Promise<Authentic | Refused> {
    const identity = await this.#identityOf(request.agentId);
    if (identity === null) return refuse('unknown-agent', 'No such agent is enrolled.');
    const bodyHash = createHash('sha256').update(request.body).digest('base64url');
    const text = Buffer.from(requestText({ ...request, bodyHash }));
    if (!verify(null, text, identity.key, Buffer.from(request.signature, 'base64url'))) {
      return refuse('bad-signature', 'The signature does not belong to this request.');
    }
    if (!isNear(request.time, now)) return refuse('clock', `The request is of ${request.time}; it is ${now} here.`);
    return { authentic: true, device: identity.device };
  }

  async #identityOf(agentId: string): Promise<Identity | null> {
    const known = this.#known.get(agentId);
    if (known !== undefined) return known;
    const identity = await this.#lookUp.add(agentId);
    if (identity === null) return null;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(agentId, identity);
    return identity;
  }
}

export interface Authentic {
  readonly authentic: true;
  readonly device: DeviceActor;
}

interface Identity {
  readonly key: KeyObject;
  readonly device: DeviceActor;
}

/** An identity takes 1 KB, and its key 50 µs to make. */
const MOST_KNOWN = 100_000;

function identityOf(agent: KnownAgent | undefined): Identity | null {
  if (agent === undefined) return null;
  const key = createPublicKey({ key: Buffer.from(agent.publicKey, 'base64url'), type: 'spki', format: 'der' });
  return { key, device: { kind: 'device', deviceId: agent.deviceId, name: agent.name } };
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
