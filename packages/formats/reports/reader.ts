import type { ReportPart } from '@baton/domain/evidence/report.ts';
import type { Team } from '@baton/domain/evidence/team.ts';

/** A file as it comes: from disk, from an upload, from a socket. */
export type ByteSource = AsyncIterable<Uint8Array>;

export interface ReadReportOptions {
  readonly fileName: string;
  /** IANA zone of times that are written without one. */
  readonly zone: string;
  readonly signal?: AbortSignal;
  /** Device that the file is of, for formats that do not say. */
  readonly device?: string;
  /** When the tool looked, for formats that do not say. ISO-8601. */
  readonly at?: string;
  /** CSV: heading → meaning, where people have corrected what was proposed. */
  readonly mapping?: Readonly<Record<string, string>>;
}

/** Reads one format: a stream of bytes in, our words out, and problems beside them. */
export interface ReportReader {
  readonly id: string;
  /** As people know it: "Nessus scan". */
  readonly title: string;
  /** Whose word such a file can be. */
  readonly sides: readonly Team[];
  /** The format does not name the device it is of. */
  readonly needsDevice: boolean;
  /** How sure the beginning of the file (up to 1 MiB) makes us that it is this format: 0 to 1. */
  detect(head: Uint8Array, fileName: string): number;
  /**
   * Memory does not grow with the file. A bad row is a problem part; a broken file throws.
   *
   * @throws FormatError
   */
  read(source: ByteSource, options: ReadReportOptions): AsyncGenerator<ReportPart>;
}
