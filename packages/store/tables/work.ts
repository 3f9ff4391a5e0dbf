import type { Team } from '@baton/domain/evidence/team.ts';
import type { Generated, JSONColumnType } from 'kysely';

export type WorkState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export interface WorkTables {
  readonly work: WorkTable;
}

interface WorkTable {
  readonly work_id: string;
  readonly kind: string;
  readonly title: string;
  readonly subject_id: string | null;
  readonly state: Generated<WorkState>;
  readonly step: Generated<string>;
  readonly done_units: Generated<number>;
  readonly total_units: number | null;
  readonly error: JSONColumnType<
    { readonly code: string; readonly message: string } | null,
    string | null,
    string | null
  >;
  readonly cancel_requested_at: string | null;
  readonly team: Team | null;
  readonly started_by: string;
  readonly created_at: Generated<string>;
  readonly started_at: string | null;
  readonly progressed_at: string | null;
  readonly ended_at: string | null;
}
