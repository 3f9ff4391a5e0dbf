/**
 * The exact texts that are signed between agent and server, in one place because both sides must build the same bytes.
 * Each begins with its own label, so that a signature made for one purpose can never stand for another.
 */

/** Headers of a signed request. */
export const AGENT_HEADERS = {
  agent: 'x-baton-agent',
  sequence: 'x-baton-sequence',
  time: 'x-baton-time',
  signature: 'x-baton-signature',
} as const;

/** On a 401: the server's clock and the last sequence it took, so that an agent whose clock or memory is off recovers. */
export const SERVER_HEADERS = {
  time: 'x-baton-server-time',
  sequence: 'x-baton-last-sequence',
} as const;

/** Seconds that an agent's (corrected) clock may differ from the server's. */
export const CLOCK_TOLERANCE_SECONDS = 300;

export interface SignedRequest {
  readonly method: string;
  /** Path with query, as sent. */
  readonly path: string;
  readonly agentId: string;
  /** Rises with every request of this agent: a captured request cannot be sent again. */
  readonly sequence: number;
  /** ISO-8601 with Z. */
  readonly time: string;
  /** SHA-256 of the body as sent (after compression), base64url. */
  readonly bodyHash: string;
}

export function requestText(request: SignedRequest): string {
  const { method, path, agentId, sequence, time, bodyHash } = request;
  return ['baton-request-1', method, path, agentId, String(sequence), time, bodyHash].join('\n');
}

export function enrolmentText(token: string, publicKey: string): string {
  return ['baton-enrolment-1', token, publicKey].join('\n');
}

export function commandText(keyId: string, envelope: string): string {
  return ['baton-command-1', keyId, envelope].join('\n');
}
