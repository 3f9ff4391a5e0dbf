import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReportPart } from '@baton/domain/evidence/report.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { nameForeignFile } from '@baton/formats/reports/name-foreign-file.ts';
import { detectReader } from '@baton/formats/reports/registry.ts';
import { CompareError } from './compare-error.ts';

export interface ReadOptions {
  /** IANA zone of times that are written without one. */
  readonly zone: string;
  /** Device that a debsecan list is of; its output does not say. */
  readonly device: string | null;
  readonly signal: AbortSignal;
}

/** A file recognised and opened; its parts come as they are read. */
export interface OpenedReport {
  readonly name: string;
  readonly sha256: string;
  readonly title: string;
  readonly parts: AsyncIterable<ReportPart>;
}

const HEAD_BYTES = 1 << 20;

/** Recognises a file by its beginning and opens it with the reader of its format. */
export async function openReport(path: string, team: Team, options: ReadOptions): Promise<OpenedReport> {
  const name = basename(path);
  const head = await readHead(path);
  if (head.length === 0) throw new CompareError('broken-file', `${name} is empty. Export it again.`);
  const reader = detectReader(head, name);
  if (!reader) {
    throw new CompareError(
      'unknown-format',
      `${name} is in no format that Baton reads. ${`${nameForeignFile(head)} `.trimStart()}Baton reads .nessus files, CSV exports with a heading row, Tenable’s findings as CSV, and debsecan’s output.`,
    );
  }
  if (!reader.sides.includes(team)) {
    const other = team === 'it' ? '--infosec' : '--it';
    // A scanner's own CSV looks like any CSV: to send it to the other side would only have it refused there.
    const scanner =
      team === 'infosec'
        ? ' If a scanner wrote it: of scanners Baton reads .nessus files, and Tenable’s findings as CSV.'
        : '';
    throw new CompareError(
      'wrong-side',
      `${name} is a ${reader.title}, which is the other team’s word. Give it with ${other}.${scanner}`,
    );
  }
  const sha256 = await hashOf(path);
  const parts = reader.read(createReadStream(path), {
    signal: options.signal,
    zone: options.zone,
    fileName: name,
    ...(options.device === null ? {} : { device: options.device }),
    // debsecan does not say when it looked: its file was written when it had.
    at: (await stat(path)).mtime.toISOString(),
  });
  return { name, sha256, title: reader.title, parts };
}

async function readHead(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new CompareError(
      'not-readable',
      `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
