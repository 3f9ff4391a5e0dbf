import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandKey } from '@baton/contract/agent.ts';
import { z } from 'zod';
import { AgentError } from '../agent-error.ts';
import { isMissing } from '../inventory/read-text.ts';

const agentState = z.object({
  server: z.url(),
  agentId: z.uuid(),
  deviceId: z.uuid(),
  privateKey: z.string(),
  publicKey: z.string(),
  /** Pinned at enrolment: no other key commands this device. */
  commandKeys: z.array(commandKey).min(1),
  /** Sequence of the last command that was taken; none below or equal is taken again. */
  lastCommandSequence: z.int().nonnegative(),
});
/** What the agent must remember over restarts. Kept in one file that only its own user can read. */
export type AgentState = z.infer<typeof agentState>;

/** @returns null where the device was never enrolled. @throws AgentError state-unusable */
export async function readState(folder: string): Promise<AgentState | null> {
  const path = statePath(folder);
  try {
    return agentState.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    if (isMissing(cause)) return null;
    const hint = 'Restore the file, or remove it and enrol the device again with a new token.';
    throw new AgentError('state-unusable', `The agent's state in ${path} cannot be read. ${hint}`, cause);
  }
}

/** Written beside and renamed over, so that a crash leaves the old state or the new one. */
export async function writeState(folder: string, state: AgentState): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const path = statePath(folder);
  await writeFile(`${path}.new`, JSON.stringify(state, null, 2), { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
}

function statePath(folder: string): string {
  return join(folder, 'agent.json');
}
