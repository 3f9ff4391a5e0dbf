import { KnowledgeBuilder } from '@baton/domain/advisories/knowledge-in-memory.ts';
import type { FixEvidence } from '@baton/services/relay/fix-evidence.ts';
import { keptEvidence } from '@baton/services/relay/kept-evidence.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { sql } from 'kysely';

/** The fix with a number: a version of one package, each with a CVE of its own. */
function versionOf(index: number): string {
  return `1.0.${index}-1`;
}

/** What is known of so many fixes: every tenth CVE is in KEV, scores spread over all severities. */
export function backlogEvidence(remediations: number): FixEvidence {
  const knowledge = new KnowledgeBuilder();
  for (let index = 0; index < remediations; index += 1) {
    const cve = `CVE-2026-${100_000 + index}`;
    knowledge.add({
      row: 'package-fix',
      distribution: 'debian:12',
      source: 'bench',
      version: versionOf(index),
      published: '2026-11-01',
      urgency: index % 3 === 0 ? 'high' : 'medium',
      cves: [cve],
    });
    knowledge.add({
      row: 'vulnerability',
      cve,
      ...(index % 10 === 0 ? { kev: { dateAdded: '2026-11-05', dueDate: null, ransomware: false } } : {}),
      ssvc: {
        exploitation: 'none',
        automatable: index % 4 === 0,
        technicalImpact: index % 7 === 0 ? 'total' : 'partial',
      },
      cvss: [{ version: '3.1', score: (index % 100) / 10, vector: null }],
    });
  }
  const known = knowledge.finish({ date: '2026-11-20', sources: [] });
  return keptEvidence(async () => known);
}

/**
 * So many open remediations, each with a history of seven entries, in legs of both teams, due over four weeks; a pause and a
 * device's attributes on some. Written past the triggers that check each entry: the benchmark is not of writing histories.
 */
export async function makeBacklog(db: Database, remediations: number): Promise<void> {
  await sql`ALTER TABLE remediation_event DISABLE TRIGGER remediation_event_follows`.execute(db);
  await sql`INSERT INTO fix (key, product, kind, name, version, title)
    SELECT 'bench 1.0.' || n || '-1', 'deb:12:bench', 'package', 'bench', '1.0.' || n || '-1', 'bench 1.0.' || n || '-1'
    FROM generate_series(0, ${remediations - 1}::int) n`.execute(db);
  await sql`INSERT INTO remediation (remediation_id, fix_id, opened_at, title, fixed_at, cves, kev, severity, severity_by, published,
      replaces, version, place, in_place_since, held_since, reopened, proven, open, disputed, unproven, excepted, installed,
      it_counted, scanned, not_reported, policy_id, policy_version, tier_id, clock_aim, clock_event, clock_started_at, due_at,
      latest_at)
    SELECT gen_random_uuid(), 'bench 1.0.' || n || '-1', ${OPENED}, 'bench', NULL, '{}', '{}', NULL, NULL, NULL, '{}', 7,
      (ARRAY['prioritise', 'accept', 'test', 'deploy', 'verify'])[1 + n % 5], ${OPENED}, ${OPENED}, 0, n % 50, n % 9, 0, n % 7, 0, n % 50,
      60, 60, 50, 'default', 0, 'critical', 'fix', 'detected', ${OPENED},
      ${OPENED} + (n % 40000) * interval '1 minute', ${OPENED} + (n % 40000) * interval '1 minute'
    FROM generate_series(0, ${remediations - 1}::int) n`.execute(db);
  await sql`INSERT INTO remediation_event (remediation_id, seq, at, act, from_place, to_place, by_kind, by_name, details)
    SELECT remediation_id, s, opened_at + s * interval '3 hours',
      CASE WHEN s = 1 THEN 'open' WHEN s = 7 THEN 'comment' ELSE 'hand-over' END,
      (ARRAY[NULL, 'identify', 'prioritise', 'accept', 'test', 'approve', NULL])[s],
      (ARRAY['identify', 'prioritise', 'accept', 'test', 'approve', 'deploy', NULL])[s], 'system', 'Baton', '{}'
    FROM remediation CROSS JOIN generate_series(1, 7) s`.execute(db);
  await sql`ALTER TABLE remediation_event ENABLE TRIGGER remediation_event_follows`.execute(db);
  await sql`INSERT INTO device (device_id, name) SELECT gen_random_uuid(), 'device-' || n FROM generate_series(1, 1000) n`.execute(
    db,
  );
  await sql`INSERT INTO device_attribute (device_id, kind, value, valid_from, told_by)
    SELECT device_id, 'exposure', 'internet', now(), 'bench' FROM device WHERE name ~ '7$'`.execute(db);
  await sql`WITH state AS (INSERT INTO cell_state (verdict, cause, also, owner, it_says, infosec_says, rule_version)
      VALUES ('open', NULL, '{}', 'it', 'missing', 'reported', NULL) RETURNING state_id),
    devices AS (SELECT device_id, row_number() OVER () AS n FROM device)
    INSERT INTO cell_group (device_id, state_id, since, fix_ids)
    SELECT d.device_id, state_id, now(), array_agg(DISTINCT f.fix_id)
    FROM fix f CROSS JOIN state JOIN devices d ON d.n IN (1 + f.fix_id % 1000, 1 + (f.fix_id * 7) % 1000)
    GROUP BY d.device_id, state_id`.execute(db);
  await sql`ANALYZE`.execute(db);
}

const OPENED = sql`'2026-11-02T08:00:00Z'::timestamptz`;
