import type { ReportScope } from '@baton/domain/evidence/report.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { BridgePart } from '@baton/domain/reconciliation/bridge.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { AttributeKind } from '@baton/domain/scope/attribute-kind.ts';
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';

import type { DayFigures } from './day-figures.ts';

export type ReportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** What was told beside a delivered file. */
export interface ToldWithDelivery {
  readonly source?: string | undefined;
  readonly device?: string | undefined;
  /** ISO-8601 with Z. */
  readonly at?: string | undefined;
  /** IANA zone. */
  readonly zone?: string | undefined;
  readonly mapping?: Readonly<Record<string, string>> | undefined;
}

export interface Failure {
  readonly code: string;
  readonly message: string;
}

export interface EvidenceTables {
  readonly source: SourceTable;
  readonly report: ReportTable;
  readonly report_chunk: {
    readonly report_id: string;
    readonly ordinal: number;
    readonly cells_changed: number | null;
  };
  readonly import_problem: ImportProblemTable;
  readonly scan_target: { readonly target: string; readonly source_id: string };
  readonly device: DeviceTable;
  readonly device_identifier: DeviceIdentifierTable;
  readonly device_record: DeviceRecordTable;
  readonly device_twin: DeviceTwinTable;
  readonly device_evidence: DeviceEvidenceTable;
  readonly device_past_word: DevicePastWordTable;
  readonly claim_page: {
    readonly page_id: string;
    readonly claims: Buffer;
    readonly unused_since: string | null;
  };
  readonly device_flap: DeviceFlapTable;
  readonly check_fix: {
    readonly fix_key: string;
    readonly check_id: string;
    readonly family: string | null;
    readonly is_local: boolean | null;
  };
  readonly check_date: { readonly fix_key: string; readonly check_id: string; readonly published: string };
  readonly it_baseline: { readonly product: string };
  readonly fix: FixTable;
  readonly fix_folded: { readonly fix_id: number; readonly older: string };
  readonly device_cells: DeviceCellsTable;
  readonly cell_group: CellGroupTable;
  readonly cell: CellView;
  readonly device_attribute: DeviceAttributeTable;
  readonly board_total: BoardTotalTable;
  readonly cause_total: CauseTotalTable;
  readonly fix_total: FixTotalTable;
  readonly state_total: { readonly shard: number; readonly state_id: number; readonly cells: number };
  readonly device_total: DeviceTotalTable;
  readonly board_day: BoardDayTable;
  readonly fix_cve: { readonly fix_id: number; readonly cve: string };
}

interface SourceTable {
  readonly source_id: string;
  readonly name: string;
  readonly team: Team;
  readonly kind: string;
  readonly stale_after_hours: Generated<number>;
  readonly mapping: JSONColumnType<Readonly<Record<string, string>> | null, string | null, string | null>;
  readonly created_at: Generated<string>;
}

interface ReportTable {
  readonly report_id: string;
  readonly source_id: string | null;
  readonly team: Team;
  readonly file_name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly delivery_key: string;
  readonly format: string | null;
  readonly told: JSONColumnType<ToldWithDelivery, string, string>;
  readonly state: ReportState;
  readonly devices: Generated<number>;
  readonly new_devices: Generated<number>;
  readonly claims: Generated<number>;
  readonly problems: Generated<number>;
  readonly authenticated: Generated<number>;
  readonly not_authenticated: Generated<number>;
  readonly looked_from: string | null;
  readonly looked_to: string | null;
  readonly error: JSONColumnType<Failure | null, string | null, string | null>;
  readonly scope: JSONColumnType<
    (Omit<ReportScope, 'checks'> & { readonly checks: ReportScope['checks']['kind'] }) | null,
    string | null,
    string | null
  >;
  readonly checks: Buffer | null;
  readonly imported_by_kind: 'person' | 'key' | 'device' | 'system';
  readonly imported_by_id: string | null;
  readonly imported_by_name: string;
  readonly created_at: Generated<string>;
  readonly ended_at: string | null;
}

interface ImportProblemTable {
  readonly report_id: string;
  readonly ordinal: number;
  readonly line: number | null;
  readonly place: string | null;
  readonly what: string;
}

interface DeviceTable {
  readonly device_id: string;
  readonly name: string;
  readonly name_rank: Generated<number>;
  readonly created_at: Generated<string>;
  readonly joined_into: string | null;
}

interface DeviceIdentifierTable {
  readonly kind: string;
  readonly value: string;
  readonly device_id: string;
  readonly source_id: string;
}

interface DeviceRecordTable {
  readonly device_id: string;
  readonly source_id: string;
  readonly shown: string;
  readonly joined_kind: string | null;
  readonly joined_value: string | null;
  readonly apart_from: string | null;
}

interface DeviceTwinTable {
  readonly device_id: string;
  readonly twin_of: string;
  readonly kind: string;
  readonly value: string;
}

interface DeviceEvidenceTable {
  readonly device_id: string;
  readonly report_id: string;
  readonly ordinal: number;
  readonly source_id: string;
  readonly team: Team;
  readonly seen_at: string;
  readonly covers: boolean;
  readonly body: Buffer;
  readonly excerpts: Buffer | null;
  readonly page_id: string | null;
}

interface DevicePastWordTable {
  readonly device_id: string;
  readonly report_id: string;
  readonly ordinal: number;
  readonly source_id: string;
  readonly seen_at: string;
  readonly body: Buffer;
  readonly page_id: string | null;
}

interface DeviceFlapTable {
  readonly device_id: string;
  readonly source_id: string;
  readonly body: Buffer;
}

interface FixTable {
  readonly fix_id: GeneratedAlways<number>;
  readonly key: string;
  readonly product: string;
  readonly kind: 'kb' | 'package' | 'application' | 'check';
  readonly name: string;
  readonly version: string | null;
  readonly title: string;
}

interface DeviceCellsTable {
  readonly device_id: string;
  readonly proven: number[];
  readonly proven_since: number[];
  readonly open: number;
  readonly disputed: number;
  readonly unproven: number;
  readonly excepted: number;
  readonly it_counted: number;
  readonly it_installed: number;
  readonly infosec_scanned: number;
  readonly infosec_not_reported: number;
  readonly in_it: boolean;
  readonly in_infosec: boolean;
  readonly operating_system: string | null;
  readonly last_seen_by_it: string | null;
  readonly last_seen_by_infosec: string | null;
  readonly proven_states: number[] | null;
  readonly states: number[];
  readonly state_cells: number[];
  readonly first_judged_at: string | null;
  readonly judged_at: string;
  readonly lessons: Generated<number>;
  readonly next_change_at: string | null;
  readonly required: GeneratedAlways<number>;
}

/** Cells of a device that are not proven and have been of one state since one moment. */
interface CellGroupTable {
  readonly device_id: string;
  readonly state_id: number;
  readonly since: string;
  readonly fix_ids: number[];
}

/** A view: a row for each cell that is not proven. */
interface CellView extends Omit<CellGroupTable, 'fix_ids'> {
  readonly fix_id: number;
}

interface DeviceAttributeTable {
  readonly device_id: string;
  readonly kind: AttributeKind;
  readonly value: string;
  readonly valid_from: string;
  readonly valid_until: string | null;
  readonly told_by: string;
}

interface VerdictTotals {
  readonly proven: number;
  readonly open: number;
  readonly disputed: number;
  readonly unproven: number;
  readonly excepted: number;
}

interface BoardTotalTable extends VerdictTotals {
  readonly shard: number;
  readonly version: Generated<number>;
  readonly past_version: Generated<number>;
  readonly devices: number;
  readonly in_it: number;
  readonly in_infosec: number;
  readonly in_both: number;
  readonly it_counted: number;
  readonly it_installed: number;
  readonly infosec_scanned: number;
  readonly infosec_not_reported: number;
}

interface DeviceTotalTable {
  readonly shard: number;
  /** Whether devices are counted with their excepted cells. */
  readonly excepted: boolean;
  readonly required: number;
  readonly proven: number;
  readonly it_counted: number;
  readonly it_installed: number;
  readonly infosec_scanned: number;
  readonly infosec_not_reported: number;
}

interface CauseTotalTable {
  readonly shard: number;
  readonly part: BridgePart | 'all';
  readonly cause: CauseId;
  readonly cells: number;
  readonly devices: number;
  readonly disputed: number;
}

interface FixTotalTable extends VerdictTotals {
  readonly shard: number;
  readonly fix_id: number;
  readonly it_counted: number;
  readonly it_installed: number;
  readonly infosec_scanned: number;
  readonly infosec_not_reported: number;
  readonly needs_work: number;
}

interface BoardDayTable {
  readonly day: string;
  readonly proven: number;
  readonly required: number;
  readonly it_installed: number;
  readonly it_counted: number;
  readonly infosec_not_reported: number;
  readonly infosec_scanned: number;
  readonly disputed: number;
  readonly unproven: number;
  readonly open: Generated<number>;
  readonly excepted: Generated<number>;
  readonly unexplained: Generated<number>;
  readonly figures: JSONColumnType<DayFigures | null, string | null, string | null>;
  readonly settled: Generated<boolean>;
}
