import type { DeviceReport, Problem, ReportPart, ReportScope } from '@baton/domain/evidence/report.ts';
import type { ReadReportOptions, ReportReader } from '../reports/reader.ts';

export interface ReadParts {
  /** The scope that stands at the end. */
  readonly scope: ReportScope | null;
  readonly devices: readonly DeviceReport[];
  readonly problems: readonly Problem[];
}

/** Reads a whole text with a reader, for tests. */
export async function readAll(
  reader: ReportReader,
  content: string | Uint8Array,
  options: Partial<ReadReportOptions> = {},
  chunkSize = 65_536,
): Promise<ReadParts> {
  const parts: ReportPart[] = [];
  const source = chunksOf(Buffer.from(content as Uint8Array), chunkSize);
  for await (const part of reader.read(source, { fileName: 'report', zone: 'UTC', ...options })) parts.push(part);
  return {
    scope: parts.findLast((part) => part.part === 'scope')?.scope ?? null,
    devices: parts.flatMap((part) => (part.part === 'device' ? [part.device] : [])),
    problems: parts.flatMap((part) => (part.part === 'problem' ? [part.problem] : [])),
  };
}

/** Bytes as a stream of chunks of one size. */
export async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
