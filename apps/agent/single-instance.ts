import { mkdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { AgentError } from './agent-error.ts';
import { hasCode } from './inventory/read-text.ts';

/**
 * Holds the state folder for this process alone: two agents on one journal would carry out a command twice. An abstract
 * socket named by the folder's place on disk is freed by the kernel with the process, however that ends.
 *
 * @throws AgentError state-unusable
 */
export async function holdStateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { dev, ino } = await stat(folder);
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const taken = hasCode(cause, 'EADDRINUSE');
      const what = taken ? `Another agent works on ${folder} already.` : `${folder} cannot be held: ${cause.message}`;
      reject(new AgentError('state-unusable', what, cause));
    });
    server.listen(`\0baton-agent-${dev}-${ino}`, resolve);
  });
  server.unref();
}
