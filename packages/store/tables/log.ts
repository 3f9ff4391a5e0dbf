import type { GeneratedAlways } from 'kysely';

export interface LogTables {
  readonly log_entry: LogEntryTable;
  readonly log_link: LogLinkTable;
  readonly log_head: LogHeadTable;
}

interface LogEntryTable {
  readonly entry_id: string;
  /** Canonical JSON; the columns after it are generated from it. */
  readonly entry: string;
  readonly at: string;
  readonly actor_kind: GeneratedAlways<string>;
  readonly actor_id: GeneratedAlways<string | null>;
  readonly team: GeneratedAlways<string | null>;
  readonly action: GeneratedAlways<string>;
  readonly subject_kind: GeneratedAlways<string>;
  readonly subject_id: GeneratedAlways<string | null>;
}

/** Written by the database when the entry's transaction commits. */
interface LogLinkTable {
  readonly sequence: GeneratedAlways<number>;
  readonly entry_id: GeneratedAlways<string>;
  readonly hash: GeneratedAlways<Buffer>;
}

interface LogHeadTable {
  readonly sequence: GeneratedAlways<number>;
  readonly hash: GeneratedAlways<Buffer>;
}
