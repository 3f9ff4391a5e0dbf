import { clockEventsOf } from '@baton/domain/relay/clock-events.ts';
import type { BacklogItem } from '@baton/domain/service-levels/simulation.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readClockMoves } from '@baton/store/relay/history.ts';
import { type RemediationRecord, readOpenIds, readRemediations } from '@baton/store/relay/remediations.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { factsKept } from '../relay/set-clock.ts';
import { NO_INPUTS, readClockInputs } from './clock-inputs.ts';

const BATCH = 5000;

export interface Backlog {
  readonly items: readonly BacklogItem[];
  readonly records: ReadonlyMap<string, RemediationRecord>;
}

/** Every open remediation as policies look at it: the same facts, events and pauses from which its own clock is set. */
export async function readBacklog(db: Database, context: RelayContext): Promise<Backlog> {
  const items: BacklogItem[] = [];
  const records = new Map<string, RemediationRecord>();
  for (let after = ''; ; ) {
    const page = await readOpenIds(db, after, BATCH);
    const last = page.at(-1);
    if (last === undefined) return { items, records };
    after = last.fixId;
    const ids = page.map(({ remediationId }) => remediationId);
    const facts = await context.evidence.facts(
      db,
      page.map(({ fixId }) => fixId),
    );
    const [found, moves, inputs] = await Promise.all([
      readRemediations(db, { remediationIds: ids }),
      readClockMoves(db, ids),
      readClockInputs(db, page),
    ]);
    for (const record of found) {
      const known = facts.get(record.fix_id) ?? factsKept(record);
      const { situation, pauses } = inputs.get(record.remediation_id) ?? NO_INPUTS;
      const history = moves.get(record.remediation_id) ?? [];
      records.set(record.remediation_id, record);
      items.push({
        id: record.remediation_id,
        facts: { vulnerabilities: known.vulnerabilities, vendorSeverity: known.vendorSeverity, ...situation },
        events: (timeZone) => clockEventsOf(history, known.published, timeZone),
        pauses,
        work: workOf(record),
      });
    }
  }
}

function workOf(record: RemediationRecord): BacklogItem['work'] {
  const required = record.proven + record.open + record.disputed + record.unproven;
  return { it: Math.max(0, required - record.installed), infosec: required - record.proven };
}
