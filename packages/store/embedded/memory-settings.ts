import { totalmem } from 'node:os';

const MIB = 2 ** 20;
/** PostgreSQL's own default, which every machine has. */
const LEAST = 128 * MIB;
/** The busy pages of 200,000 devices; the operating system keeps the rest. */
const MOST = 1024 * MIB;

/**
 * How much memory the embedded PostgreSQL keeps pages in, and how much it writes ahead between checkpoints: a sixteenth of the
 * machine, because Baton and whatever else runs there live in the same memory. PostgreSQL's defaults suit a machine of 2 GB.
 *
 * @param bytes memory of the machine, or of the container where that is less
 */
export function memorySettings(bytes: number = memoryHere()): Readonly<Record<string, string>> {
  const buffers = Math.min(MOST, Math.max(LEAST, bytes / 16));
  return { shared_buffers: `${Math.floor(buffers / MIB)}MB`, max_wal_size: '2GB' };
}

function memoryHere(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
