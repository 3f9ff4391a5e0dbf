import { agentsWithNewCommands } from '@baton/store/agents/commands.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';

const LOOK_EVERY_MS = 1_000;
/** Open connections that one process keeps for agents that wait; beyond, they come again later. */
const MOST_WAITING = 5_000;

/**
 * Holds back the check-ins of agents that have nothing to do until a command is queued for one, by whichever process. One
 * look a second for all that wait, and none while nobody does: no connection of its own that could break.
 */
export class CommandWatch {
  readonly #db: Database;
  readonly #waiting = new Map<string, Set<() => void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Agents that wait here now. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Ends when a command for the agent is queued, the time is over, the agent goes away, or too many wait already. */
  wait(agentId: string, seconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted || this.#waiting.size >= MOST_WAITING) return resolve();
      // An agent has one check-in under way; those before it are of a connection that broke, or of somebody who opens many.
      for (const earlier of [...(this.#waiting.get(agentId) ?? [])]) earlier();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        const rest = this.#waiting.get(agentId);
        rest?.delete(done);
        if (rest?.size === 0) this.#waiting.delete(agentId);
        resolve();
      };
      const timer = setTimeout(done, seconds * 1000);
      signal.addEventListener('abort', done, { once: true });
      this.#waiting.set(agentId, (this.#waiting.get(agentId) ?? new Set()).add(done));
      this.#lookSoon();
    });
  }

  #lookSoon(): void {
    if (this.#timer !== undefined || this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => {
      void this.#look().finally(() => {
        this.#timer = undefined;
        this.#lookSoon();
      });
    }, LOOK_EVERY_MS).unref();
  }

  async #look(): Promise<void> {
    // A database that is away for a moment delays a command; the check-ins themselves will say that it is away.
    const agentIds = await agentsWithNewCommands(this.#db).catch(() => []);
    for (const agentId of agentIds) for (const done of [...(this.#waiting.get(agentId) ?? [])]) done();
  }
}
