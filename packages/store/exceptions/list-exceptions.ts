import type { Team } from '@baton/domain/evidence/team.ts';
import type { ExceptionReason } from '@baton/domain/exceptions/exception-reason.ts';
import type { ExceptionState } from '@baton/domain/exceptions/exception-state.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { likePattern } from '../connection/like-pattern.ts';

/** What a list is of: what waits for signatures, for those of one team, what is in force, what comes due, what has ended. */
export type ExceptionView = 'all' | 'waiting' | 'in-force' | 'due' | 'ended';

export interface ExceptionFilter {
  readonly view: ExceptionView;
  /** Only those that wait for this team's signature. */
  readonly unsignedBy?: Team | undefined;
  /** "Comes due" is before this moment: its end, or the day to revisit. */
  readonly dueBefore: string;
  readonly fix?: string | undefined;
  readonly device?: string | undefined;
  readonly owner?: string | undefined;
  readonly search?: string | undefined;
  /** This one alone. */
  readonly only?: string | undefined;
}

export interface ListedException {
  readonly exceptionId: string;
  readonly number: number;
  readonly state: ExceptionState;
  readonly fix: string | null;
  readonly title: string | null;
  readonly product: string | null;
  readonly reason: ExceptionReason;
  readonly ownerId: string;
  readonly owner: string;
  readonly ownerTeam: Team;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly revisitAt: string | null;
  readonly renewals: number;
  readonly askedAt: string;
  readonly endedAt: string | null;
  readonly endedBecause: string | null;
  readonly devices: number;
  readonly openDevices: number;
  /** The round that waits for signatures, with the teams that have signed; null where none waits. */
  readonly waitingRound: number | null;
  readonly signedTeams: readonly Team[];
  readonly failingControls: number;
}

/** Exceptions, those that end next first; what has ended newest first. */
export async function listExceptions(
  db: Database | DatabaseTransaction,
  filter: ExceptionFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly ListedException[]; readonly total: number }> {
  const { rows } = await sql<ListedException & { readonly total: number }>`
    SELECT x.exception_id AS "exceptionId", x.number, x.state, f.key AS fix, f.title, x.product, x.reason,
      x.owner_id AS "ownerId", p.name AS owner, p.team AS "ownerTeam", x.starts_at AS "startsAt", x.ends_at AS "endsAt",
      x.revisit_at AS "revisitAt", x.renewals, x.asked_at AS "askedAt", x.ended_at AS "endedAt",
      x.ended_because AS "endedBecause",
      (SELECT count(*)::integer FROM exception_device d WHERE d.exception_id = x.exception_id) AS devices,
      (SELECT count(*)::integer FROM exception_device d WHERE d.exception_id = x.exception_id AND d.settled_at IS NULL)
        AS "openDevices",
      w.round AS "waitingRound",
      ARRAY(SELECT s.team FROM exception_signature s WHERE s.exception_id = x.exception_id AND s.round = w.round
        ORDER BY s.signed_at) AS "signedTeams",
      (SELECT count(*)::integer FROM (SELECT DISTINCT ON (c.control) c.holds FROM exception_check c
        WHERE c.exception_id = x.exception_id AND c.round = coalesce(x.round, 1)
        ORDER BY c.control, c.checked_at DESC) n WHERE NOT n.holds) AS "failingControls",
      count(*) OVER ()::integer AS total
    FROM exception x JOIN person p ON p.person_id = x.owner_id LEFT JOIN fix f USING (fix_id)
      LEFT JOIN exception_round w ON w.exception_id = x.exception_id AND w.in_force_from IS NULL AND w.closed_at IS NULL
    WHERE ${isListed(filter)}
    ORDER BY (x.ended_at IS NOT NULL), (x.state = 'in-force'), x.ended_at DESC, x.ends_at, x.asked_at, x.number
    LIMIT ${page.limit} OFFSET ${page.offset}`.execute(db);
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? (await countAll(db, filter, page)) };
}

/** A page past the end carries no row to read the total from. */
async function countAll(
  db: Database | DatabaseTransaction,
  filter: ExceptionFilter,
  { offset }: { readonly offset: number },
): Promise<number> {
  return offset === 0 ? 0 : (await listExceptions(db, filter, { limit: 1, offset: 0 })).total;
}

export interface ExceptionCounts {
  readonly waiting: number;
  readonly unsigned: number;
  readonly inForce: number;
  readonly due: number;
  readonly ended: number;
}

/** How many of each kind there are; `unsigned` waits for a signature of the team. */
export async function countExceptions(
  db: Database | DatabaseTransaction,
  { team, dueBefore }: { readonly team: Team; readonly dueBefore: string },
): Promise<ExceptionCounts> {
  const counted = (filter: ExceptionFilter) => sql`count(*) FILTER (WHERE ${isListed(filter)})::integer`;
  const { rows } = await sql<ExceptionCounts>`
    SELECT ${counted({ view: 'waiting', dueBefore })} AS waiting,
      ${counted({ view: 'waiting', unsignedBy: team, dueBefore })} AS unsigned,
      ${counted({ view: 'in-force', dueBefore })} AS "inForce", ${counted({ view: 'due', dueBefore })} AS due,
      ${counted({ view: 'ended', dueBefore })} AS ended
    FROM exception x LEFT JOIN fix f USING (fix_id) LEFT JOIN exception_round w
      ON w.exception_id = x.exception_id AND w.in_force_from IS NULL AND w.closed_at IS NULL`.execute(db);
  return rows[0] ?? { waiting: 0, unsigned: 0, inForce: 0, due: 0, ended: 0 };
}

/** Over `x` the exception, `f` its fix, `w` its round that waits. */
function isListed(filter: ExceptionFilter): RawBuilder<boolean> {
  const { unsignedBy, fix, device, owner, search, only } = filter;
  const terms = [isOfKind(filter)];
  if (only !== undefined) terms.push(sql`x.exception_id = ${only}::uuid`);
  if (unsignedBy !== undefined) {
    terms.push(sql`w.round IS NOT NULL AND NOT EXISTS (SELECT FROM exception_signature s
      WHERE s.exception_id = x.exception_id AND s.round = w.round AND s.team = ${unsignedBy})`);
  }
  if (fix !== undefined) {
    terms.push(sql`(f.key = ${fix} OR x.product = (SELECT o.product FROM fix o WHERE o.key = ${fix}))`);
  }
  if (device !== undefined) {
    terms.push(sql`EXISTS (SELECT FROM exception_device d WHERE d.exception_id = x.exception_id
      AND d.device_id = ${device}::uuid)`);
  }
  if (owner !== undefined) terms.push(sql`x.owner_id = ${owner}::uuid`);
  if (search !== undefined && search !== '') {
    const pattern = likePattern(search);
    terms.push(sql`(f.key ILIKE ${pattern} OR f.title ILIKE ${pattern} OR x.product ILIKE ${pattern}
      OR 'EX-' || x.number ILIKE ${pattern})`);
  }
  return sql<boolean>`${sql.join(terms, sql` AND `)}`;
}

function isOfKind({ view, dueBefore }: ExceptionFilter): RawBuilder<unknown> {
  switch (view) {
    case 'all':
      return sql`true`;
    case 'waiting':
      return sql`w.round IS NOT NULL`;
    case 'in-force':
      return sql`x.state = 'in-force'`;
    case 'due':
      return sql`(x.state = 'in-force' AND least(x.ends_at, x.revisit_at) < ${dueBefore}::timestamptz)`;
    case 'ended':
      return sql`x.ended_at IS NOT NULL`;
  }
}
