import type { ApprovalBreach, BreachDto } from '@baton/contract/service-levels.ts';
import { TEAMS, type Team } from '@baton/domain/evidence/team.ts';
import { LEGS } from '@baton/domain/relay/leg.ts';
import { readAllConfirmations } from '@baton/store/audit/read-confirmations.ts';
import { readAllSignatures, readAllVersions } from '@baton/store/audit/read-documents.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { CHARTER } from '../charter/charter-document.ts';
import { csvLine } from '../read-cells/csv-line.ts';
import { listBreaches } from '../service-levels/list-breaches.ts';
import { POLICY_DOCUMENT } from '../service-levels/policy-document.ts';

const SLICE = 500;

/** Versions of the charter, of the policy of service levels, or of all other documents that both leads sign. */
export async function* versionsTable(db: Database, of: 'charter' | 'policy' | 'others'): AsyncGenerator<string> {
  const head = ['kind', 'document', 'version', 'offered_at', 'offered_by', 'team', 'note', 'sha256', 'content'];
  yield csvLine(head);
  for (const row of await readAllVersions(db)) {
    const kind = row.kind === CHARTER.kind ? 'charter' : row.kind === POLICY_DOCUMENT.kind ? 'policy' : 'others';
    if (kind !== of) continue;
    const { document_id, version, offered_at, offered_by, offered_by_team, note, hash, content } = row;
    const offered = [offered_at, offered_by, offered_by_team, note];
    yield csvLine([row.kind, document_id, version, ...offered, hash.toString('hex'), content]);
  }
}

export async function* signaturesTable(db: Database): AsyncGenerator<string> {
  const head = ['kind', 'document', 'version', 'team', 'person', 'person_id', 'signed_as', 'proved_by', 'signed_at'];
  yield csvLine([...head, 'sha256_of_content']);
  for (const row of await readAllSignatures(db)) {
    const signer = [row.team, row.person_name, row.person_id, row.signed_as, row.proved_by, row.signed_at];
    yield csvLine([row.kind, row.document_id, row.version, ...signer, row.hash.toString('hex')]);
  }
}

/**
 * Every breach, running or ended: missed deadlines with the minutes of each leg and team from their detection on; emergencies
 * that were not approved in time with who approved them for each team, and when.
 */
export async function* breachesTable(db: Database, now: string): AsyncGenerator<string> {
  const head = [
    'kind',
    'remediation',
    'fix',
    'round',
    'due_at',
    'ended_at',
    'minutes_over',
    'tier',
    'policy',
    'policy_version',
  ];
  const spent = ['from', 'until', 'minutes_it', 'minutes_infosec', 'minutes_paused', 'longest_leg'];
  const approved = TEAMS.flatMap((team) => [`approved_${team}_by`, `approved_${team}_at`]);
  const emergency = ['emergency_declared_at', 'emergency_declared_by', ...approved];
  yield csvLine([...head, ...spent, ...LEGS.map((leg) => `minutes_${leg}`), ...emergency]);
  for (let page = 1; ; page += 1) {
    const { rows } = await listBreaches(db, now, { state: 'all', page, pageSize: SLICE });
    for (const row of rows) yield csvLine([...missedColumns(row), ...spentColumns(row), ...approvedColumns(row)]);
    if (rows.length < SLICE) return;
  }
}

function missedColumns({ kind, remediationId, fix, round, dueAt, endedAt, minutesOver }: BreachDto) {
  return [kind, remediationId, fix, round, dueAt, endedAt ?? '', minutesOver];
}

/** By which tier of which policy, and where the minutes went; empty of an emergency. */
function spentColumns(row: BreachDto): readonly (string | number)[] {
  if (row.kind === 'approval') return Array.from({ length: 9 + LEGS.length }, () => '');
  const { from, until, minutesByTeam, pausedMinutes, longest, legs } = row.attribution;
  const byTeam = [minutesByTeam.it, minutesByTeam.infosec, pausedMinutes];
  const byLeg = LEGS.map((leg) => legs.reduce((sum, one) => sum + (one.leg === leg ? one.minutes : 0), 0));
  return [row.tier, row.policy.name, row.policy.version, from, until, ...byTeam, longest ?? '', ...byLeg];
}

/** Of an emergency: who declared it, and who approved it for each team; empty of a deadline. */
function approvedColumns(row: BreachDto): readonly string[] {
  if (row.kind === 'deadline') return Array.from({ length: 2 + 2 * TEAMS.length }, () => '');
  return [row.declaredAt, row.declaredBy, ...TEAMS.flatMap((team) => approvalOf(row, team))];
}

function approvalOf({ approvals }: ApprovalBreach, team: Team): readonly string[] {
  const given = approvals.find((one) => one.team === team);
  return [given?.by ?? '', given?.at ?? ''];
}

/** Every answer of InfoSec about what a scanner says, those that ended included. */
export async function* confirmationsTable(db: Database): AsyncGenerator<string> {
  const head = ['confirmation', 'device', 'fix', 'answer', 'cause', 'tool', 'check', 'proof', 'note', 'given_by'];
  yield csvLine([...head, 'given_at', 'expires_at', 'ended_at', 'ended_as', 'ended_by']);
  for (let after: string | null = null; ; ) {
    const rows: Awaited<ReturnType<typeof readAllConfirmations>> = await readAllConfirmations(db, after, SLICE);
    for (const row of rows) {
      const told = [row.confirmation_id, row.device, row.fix, row.answer, row.cause, row.check_tool, row.check_id];
      const given = [row.proof, row.note, row.given_by_name, row.given_at, row.expires_at];
      yield csvLine([...told, ...given, row.ended_at ?? '', row.ended_as ?? '', row.ended_by_name ?? '']);
    }
    after = rows.at(-1)?.confirmation_id ?? null;
    if (rows.length < SLICE) return;
  }
}
