import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Device } from './device.ts';

export const AGENT_IN_DEVICE = '/opt/baton/agent.mjs';

/** Our agent as one file, put into the device: as it is shipped, not as it lies in the repository. */
export async function installAgent(device: Device): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-agent-bundle-'));
  try {
    const outfile = join(folder, 'agent.mjs');
    const entry = fileURLToPath(import.meta.resolve('@baton/agent/main.ts'));
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node26',
      logLevel: 'error',
    });
    await device.copyIn(outfile, AGENT_IN_DEVICE);
  } finally {
    await rm(folder, { recursive: true });
  }
}
