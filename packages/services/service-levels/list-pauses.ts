import type { ClockPause } from '@baton/contract/clock-pauses.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type PauseRecord, readPauses } from '@baton/store/service-levels/pauses.ts';
import { readDocument } from '../signatures/read-document.ts';

/** Pauses that wait for a signature or run; of one remediation all that there were. Newest first. */
export async function listPauses(
  db: Database,
  now: string,
  remediationId?: string,
): Promise<{ readonly rows: ClockPause[]; readonly total: number }> {
  const records = await readPauses(db, { remediationId, now });
  const rows: ClockPause[] = [];
  for (const record of records) {
    const [version] = (await readDocument(db, { kind: 'pause', documentId: record.pause_id })).versions;
    rows.push({
      pauseId: record.pause_id,
      remediationId: record.remediation_id,
      fix: record.fix_id,
      reason: record.reason,
      state: stateOf(record, now),
      askedBy: record.asked_by,
      askedByTeam: record.asked_by_team,
      askedAt: record.asked_at,
      startsAt: record.starts_at,
      endsAt: record.ended_at ?? record.ends_at,
      endedBy: record.ended_by,
      hash: version?.hash ?? null,
      signatures: [...(version?.signatures ?? [])],
    });
  }
  return { rows, total: rows.length };
}

function stateOf({ starts_at, ended_at, ends_at }: PauseRecord, now: string): ClockPause['state'] {
  const isPast = Date.parse(ended_at ?? ends_at) <= Date.parse(now);
  if (starts_at === null) return isPast ? 'withdrawn' : 'asked';
  return isPast ? 'over' : 'running';
}
