import type { ConfirmationRow } from '@baton/contract/confirmations.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import * as store from '@baton/store/rules/confirmations.ts';
import { judgeForReading } from '../read-cells/judge-for-reading.ts';
import { currentRules } from '../rules/current-rules.ts';

export interface ConfirmationQuery extends Omit<store.ConfirmationFilter, 'open'> {
  readonly open?: 'true' | 'false' | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** What InfoSec answered, newest first, each with how it stands now. */
export async function listConfirmations(
  db: Database,
  { page, pageSize, open, ...filter }: ConfirmationQuery,
): Promise<{ readonly rows: ConfirmationRow[]; readonly total: number }> {
  const found = await store.listConfirmations(
    db,
    { ...filter, open: open === undefined ? undefined : open === 'true' },
    { limit: pageSize, offset: (page - 1) * pageSize },
  );
  const holding = await holdingAmong(db, found.rows);
  const rules = await currentRules(db);
  return { rows: found.rows.map((record) => rowOf(record, holding, rules)), total: found.total };
}

/** The ids of those answers that hold now: their devices are judged again in memory, like any page of cells. */
export async function holdingAmong(
  db: Database,
  records: readonly store.ConfirmationRecord[],
): Promise<ReadonlySet<string>> {
  const devices = new Set(records.filter(({ ended_at }) => ended_at === null).map(({ device_id }) => device_id));
  if (devices.size === 0) return new Set();
  const judged = await judgeForReading(db, [...devices], { excerpts: false });
  return new Set(
    [...judged.values()].flatMap((cells) =>
      [...cells.values()].flatMap(({ facts }) => facts.held.map(({ confirmation }) => confirmation.confirmationId)),
    ),
  );
}

function rowOf(record: store.ConfirmationRecord, holding: ReadonlySet<string>, rules: RuleSet): ConfirmationRow {
  const { sentence, it, infosec } = record.evidence;
  return {
    confirmationId: record.confirmation_id,
    actId: record.act_id,
    deviceId: record.device_id,
    device: record.device,
    fix: record.fix,
    answer: record.answer,
    cause: record.cause,
    causeLabel: rules.rule(record.cause).label,
    check: { tool: record.check_tool, id: record.check_id, name: record.check_name },
    proofKey: record.proof_key,
    evidence: { sentence, it: { ...it }, infosec: { ...infosec } },
    note: record.note,
    by: record.given_by_name,
    at: record.given_at,
    expiresAt: record.expires_at,
    state: stateOf(record, holding),
    endedAt: record.ended_at,
    endedBy: record.ended_by_name,
  };
}

function stateOf(record: store.ConfirmationRecord, holding: ReadonlySet<string>): ConfirmationRow['state'] {
  if (record.ended_as !== null) return record.ended_as;
  if (holding.has(record.confirmation_id)) return 'holds';
  return Date.parse(record.expires_at) <= Date.now() ? 'expired' : 'evidence-changed';
}
