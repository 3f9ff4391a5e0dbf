import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const demoMark = z.object({
  /** `loading` until the data is whole. */
  state: z.enum(['loading', 'ready']),
  password: z.string(),
  people: z.array(z.object({ name: z.string(), email: z.string(), team: z.string(), role: z.string() })).readonly(),
});

/** Says of a data folder that its devices and people are made up, and how to sign in as these people. */
export type DemoMark = Readonly<z.infer<typeof demoMark>>;

/** The mark of a data folder; null where its data is not a demo's. */
export async function readDemoMark(dataFolder: string): Promise<DemoMark | null> {
  try {
    return demoMark.parse(JSON.parse(await readFile(fileOf(dataFolder), 'utf8')));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}

/** Marks a data folder; for its owner's eyes only, because the password stands in it. */
export async function writeDemoMark(dataFolder: string, mark: DemoMark): Promise<void> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await writeFile(fileOf(dataFolder), `${JSON.stringify(mark, null, 1)}\n`, { mode: 0o600 });
  await chmod(fileOf(dataFolder), 0o600);
}

function fileOf(dataFolder: string): string {
  return join(dataFolder, 'demo.json');
}
