import { setTimeout as sleep } from 'node:timers/promises';
import type { Agent } from './agent.ts';
import { AgentError } from './agent-error.ts';

const LONG_POLL_SECONDS = 25;
const FIRST_RETRY_SECONDS = 2;
const LONGEST_RETRY_SECONDS = 300;

/**
 * Turns until it is told to stop. A server that is away is waited for, ever longer and never all devices at once; what was
 * not reported waits in the journal.
 */
export async function runAgent(agent: Agent, signal: AbortSignal, log: (message: string) => void): Promise<void> {
  // A device that is looked at often must not sit in a long poll while it changes.
  const waitSeconds = Math.max(1, Math.floor(Math.min(LONG_POLL_SECONDS, agent.inventorySeconds)));
  let failures = 0;
  while (!signal.aborted) {
    try {
      const turn = await agent.turn(waitSeconds, signal);
      if (failures > 0) log('The server answers again.');
      failures = 0;
      if (!turn.busy) await pause(jittered(turn.nextCheckInSeconds), signal);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof AgentError && error.code === 'server-refused') failures = Math.max(failures, 4);
      failures += 1;
      const seconds = jittered(Math.min(FIRST_RETRY_SECONDS * 2 ** (failures - 1), LONGEST_RETRY_SECONDS));
      log(`${error instanceof Error ? error.message : String(error)} Next try in ${Math.round(seconds)} s.`);
      await pause(seconds, signal);
    }
  }
}

/** Between 0.8 and 1.2 times, so that devices that started together do not stay together. */
function jittered(seconds: number): number {
  return seconds * (0.8 + 0.4 * Math.random());
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
}
