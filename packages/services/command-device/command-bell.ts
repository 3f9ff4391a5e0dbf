import { COMMAND_CHANNEL } from '@baton/store/agents/commands.ts';
import type pg from 'pg';

const RECONNECT_MS = 1_000;

/**
 * Wakes the check-in of an agent that waits when a command for it is queued, by whichever server process. A ring that is
 * missed costs nothing but time: the agent asks again when its wait is over.
 */
export class CommandBell {
  readonly #pool: pg.Pool;
  readonly #waiting = new Map<string, Set<() => void>>();
  #client: pg.PoolClient | null = null;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async open(): Promise<void> {
    const client = await this.#pool.connect();
    client.on('notification', ({ payload }) => this.#ring(payload ?? ''));
    client.on('error', () => this.#lost(client));
    await client.query(`LISTEN ${COMMAND_CHANNEL}`);
    this.#client = client;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    for (const agentId of [...this.#waiting.keys()]) this.#ring(agentId);
    this.#client?.release(true);
    this.#client = null;
  }

  /** How many check-ins wait here now. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Ends when a command for the agent is queued, the time is over, or the agent goes away. */
  wait(agentId: string, seconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (this.#closed || signal.aborted) return resolve();
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
      const others = this.#waiting.get(agentId) ?? new Set();
      this.#waiting.set(agentId, others.add(done));
    });
  }

  #ring(agentId: string): void {
    for (const done of [...(this.#waiting.get(agentId) ?? [])]) done();
  }

  #lost(client: pg.PoolClient): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.release(true);
    const again = () => {
      if (this.#closed) return;
      this.open().catch(() => {
        this.#retry = setTimeout(again, RECONNECT_MS);
      });
    };
    this.#retry = setTimeout(again, RECONNECT_MS);
  }
}
