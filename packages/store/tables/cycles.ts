import type { Judgement, Prompt } from '@baton/domain/cycles/review.ts';
import type { Team } from '@baton/domain/evidence/team.ts';

export interface CycleTables {
  readonly cycle_schedule: CycleScheduleTable;
  readonly patch_cycle: PatchCycleTable;
  readonly cycle_fix: CycleFixTable;
  readonly cycle_gap_device: CycleGapDeviceTable;
  readonly cycle_entry: CycleEntryTable;
  readonly cycle_action: CycleActionTable;
  readonly cycle_judgement: CycleJudgementTable;
}

interface CycleScheduleTable {
  readonly version: number;
  /** Parsed by who reads it. */
  readonly rule: unknown;
  readonly time_zone: string;
  readonly since: string | null;
  readonly set_at: string;
  readonly set_by: string;
  readonly set_by_name: string;
  readonly set_by_team: Team;
}

interface PatchCycleTable {
  readonly cycle_id: string;
  readonly number: number;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly time_zone: string;
  readonly schedule_version: number;
  readonly opened_at: string;
  readonly start_figures: unknown;
  readonly figures: unknown;
  readonly made_at: string | null;
  readonly closed_at: string | null;
}

interface CycleFixTable {
  readonly cycle_id: string;
  readonly fix_id: number;
  readonly required: number;
  readonly proven: number;
  readonly excepted: number;
}

interface CycleGapDeviceTable {
  readonly cycle_id: string;
  readonly device_id: string;
  readonly cells: number;
}

interface CycleEntryTable {
  readonly entry_id: string;
  readonly cycle_id: string;
  readonly prompt: Prompt;
  readonly words: string;
  readonly written_by: string;
  readonly written_by_name: string;
  readonly written_by_team: Team;
  readonly written_at: string;
  readonly taken_back_at: string | null;
}

interface CycleActionTable {
  readonly action_id: string;
  readonly cycle_id: string;
  readonly what: string;
  readonly owner_id: string;
  readonly owner_name: string;
  readonly owner_team: Team;
  readonly due_on: string;
  readonly promise: unknown;
  readonly made_by: string;
  readonly made_by_name: string;
  readonly made_by_team: Team;
  readonly made_at: string;
  readonly taken_back_at: string | null;
}

interface CycleJudgementTable {
  readonly action_id: string;
  readonly cycle_id: string;
  readonly judgement: Judgement;
  readonly note: string;
  readonly figure: unknown;
  readonly due_on: string | null;
  readonly judged_by: string;
  readonly judged_by_name: string;
  readonly judged_by_team: Team;
  readonly judged_at: string;
}
