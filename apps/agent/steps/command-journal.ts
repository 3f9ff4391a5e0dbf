import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandEnvelope, commandResult } from '@baton/contract/agent.ts';
import { z } from 'zod';
import { isMissing } from '../inventory/read-text.ts';

const entry = z.object({
  envelope: commandEnvelope,
  /** When the server let it begin; null before. */
  begunAt: z.string().nullable(),
  /** What is to be reported; null while it runs. Kept until the server has it. */
  result: commandResult.nullable(),
});
/** A command that this device took and that the server does not know the end of. */
export type JournalEntry = z.infer<typeof entry>;

/**
 * Commands in work, a folder each, so that a restart of agent or device goes on where it was: taken, begun, ended, and gone
 * once the server has the result.
 */
export class CommandJournal {
  readonly #folder: string;

  constructor(stateFolder: string) {
    this.#folder = join(stateFolder, 'commands');
  }

  folderOf(commandId: string): string {
    return join(this.#folder, commandId);
  }

  /** In the order of their sequence. A folder without a readable entry was never taken, and is removed. */
  async entries(): Promise<readonly JournalEntry[]> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const entries: JournalEntry[] = [];
    for (const name of names) {
      const text = await readFile(join(this.#folder, name, 'command.json'), 'utf8').catch(() => '');
      const parsed = entry.safeParse(parseJson(text));
      if (parsed.success) entries.push(parsed.data);
      else await rm(join(this.#folder, name), { recursive: true });
    }
    return entries.sort((a, b) => a.envelope.sequence - b.envelope.sequence);
  }

  async write(written: JournalEntry): Promise<void> {
    const folder = this.folderOf(written.envelope.commandId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'command.json');
    await writeFile(`${path}.new`, JSON.stringify(written), { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
  }

  async remove(commandId: string): Promise<void> {
    await rm(this.folderOf(commandId), { recursive: true, force: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
