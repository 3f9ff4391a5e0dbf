import type { ConnectionKind } from '@baton/domain/connections/connection-kind.ts';
import type { TrackPhase } from '@baton/domain/connections/track-phase.ts';
import type { ColumnType, Generated } from 'kysely';

export interface ConnectionTables {
  readonly connection: ConnectionTable;
  readonly delivery: DeliveryTable;
  readonly delivery_attempt: DeliveryAttemptTable;
  readonly track: TrackTable;
  readonly track_word: TrackWordTable;
  readonly calendar_feed: CalendarFeedTable;
  readonly leadership_mail: LeadershipMailTable;
}

interface ConnectionTable {
  readonly connection_id: string;
  readonly kind: ConnectionKind;
  readonly name: string;
  readonly settings: ColumnType<unknown, string, string>;
  readonly secret: string | null;
  readonly events: readonly string[];
  readonly active: Generated<boolean>;
  readonly made_at: string;
  readonly made_by: string;
  readonly made_by_name: string;
  readonly changed_at: string;
  readonly changed_by_name: string;
  readonly failing_since: Generated<string | null>;
  readonly problem: Generated<string | null>;
  readonly hint: Generated<string | null>;
  readonly polled_at: Generated<string | null>;
  readonly removed_at: Generated<string | null>;
}

export type DeliveryState = 'waiting' | 'sent' | 'failed';

interface DeliveryTable {
  readonly delivery_id: Generated<string>;
  readonly connection_id: string;
  readonly source_key: string;
  readonly event: string;
  readonly entry_id: Generated<string | null>;
  readonly notification_id: Generated<number | null>;
  readonly recipient: Generated<string | null>;
  readonly created_at: Generated<string>;
  readonly state: Generated<DeliveryState>;
  readonly attempts: Generated<number>;
  readonly attempts_in_row: Generated<number>;
  readonly next_try_at: Generated<string | null>;
  readonly ended_at: Generated<string | null>;
  readonly problem: Generated<string | null>;
  readonly hint: Generated<string | null>;
}

interface DeliveryAttemptTable {
  readonly delivery_id: string;
  readonly attempt: number;
  readonly at: string;
  readonly arrived: boolean;
  readonly said: string;
  readonly took_ms: number;
}

interface TrackTable {
  readonly track_id: Generated<string>;
  readonly connection_id: string;
  readonly remediation_id: string;
  readonly asked_key: Generated<string | null>;
  readonly remote_id: Generated<string | null>;
  readonly remote_key: Generated<string | null>;
  readonly remote_url: Generated<string | null>;
  readonly remote_state: Generated<string | null>;
  readonly told_phase: Generated<TrackPhase | null>;
  readonly told_seq: Generated<number>;
  readonly due_at: Generated<string | null>;
  readonly leased_until: Generated<string | null>;
  readonly attempts_in_row: Generated<number>;
  readonly synced_at: Generated<string | null>;
  readonly problem: Generated<string | null>;
  readonly hint: Generated<string | null>;
  readonly opened_at: Generated<string>;
  readonly opened_by_name: string;
  readonly ended_at: Generated<string | null>;
  readonly ended_by_name: Generated<string | null>;
}

interface TrackWordTable {
  readonly track_id: string;
  readonly remote_word: string;
  readonly seq: number | null;
  readonly taken_at: string;
}

export type FeedDeadlines = 'it' | 'infosec' | 'both';

interface CalendarFeedTable {
  readonly feed_id: string;
  readonly person_id: string;
  readonly name: string;
  readonly token_hash: Buffer;
  readonly windows: boolean;
  readonly deadlines: FeedDeadlines | null;
  readonly made_at: string;
  readonly revoked_at: Generated<string | null>;
  readonly reads: Generated<number>;
  readonly last_read_at: Generated<string | null>;
  readonly minute_began_at: Generated<string | null>;
  readonly minute_reads: Generated<number>;
}

interface LeadershipMailTable {
  readonly is_schedule: Generated<boolean>;
  readonly connection_id: string;
  readonly recipients: readonly string[];
  readonly day_of_month: number;
  readonly at_time: string;
  readonly time_zone: string;
  readonly with_pdf: boolean;
  readonly set_at: string;
  readonly set_by_name: string;
}
