/** What can go wrong in the agent, by code; the message says what, where and what to do. */
export type AgentErrorCode =
  | 'inventory-unreadable'
  | 'state-unusable'
  | 'not-enrolled'
  | 'server-refused'
  | 'request-rejected'
  | 'server-unreachable'
  | 'usage';

export class AgentError extends Error {
  readonly code: AgentErrorCode;
  constructor(code: AgentErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'AgentError';
    this.code = code;
  }
}
