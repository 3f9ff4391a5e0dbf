import type { Team } from '@baton/domain/evidence/team.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import { type CellChoice, type ChoiceCount, type Connection, chosenCells } from './chosen-cells.ts';

export interface NewQuestion {
  readonly questionId: string;
  readonly kind: 'question' | 'dispute';
  readonly askedTeam: Team;
  readonly askingTeam: Team;
  readonly at: string;
  readonly cause: CauseId | null;
  readonly ruleVersion: number | null;
}

export interface NewMessage {
  readonly at: string;
  readonly byKind: 'person' | 'key';
  readonly byId: string;
  readonly byName: string;
  readonly byTeam: Team;
  readonly text: string;
}

/** Keeps a question about the chosen cells, packed a row a device. The caller has counted them. */
export async function insertQuestion(
  trx: DatabaseTransaction,
  question: NewQuestion,
  count: ChoiceCount,
  choice: CellChoice,
): Promise<void> {
  await trx
    .insertInto('question')
    .values({
      question_id: question.questionId,
      kind: question.kind,
      asked_team: question.askedTeam,
      asking_team: question.askingTeam,
      asked_at: question.at,
      cause: question.cause,
      rule_version: question.ruleVersion,
      ...count,
      waits_for: question.askedTeam,
    })
    .execute();
  await sql`
    INSERT INTO question_device (question_id, device_id, fix_ids)
    SELECT ${question.questionId}::uuid, device_id, array_agg(fix_id ORDER BY fix_id) FROM (${chosenCells(choice)}) c
    GROUP BY device_id ORDER BY device_id`.execute(trx);
}

/** Appends to a question what somebody says; the caller holds it. */
export async function insertMessage(trx: DatabaseTransaction, questionId: string, message: NewMessage): Promise<void> {
  await sql`
    INSERT INTO question_message (question_id, seq, at, by_kind, by_id, by_name, by_team, text)
    SELECT ${questionId}::uuid, coalesce(max(seq), 0) + 1, ${message.at}::timestamptz, ${message.byKind}, ${message.byId}::uuid,
      ${message.byName}, ${message.byTeam}, ${message.text}
    FROM question_message WHERE question_id = ${questionId}::uuid`.execute(trx);
}

export interface HeldQuestion {
  readonly askedTeam: Team;
  readonly askingTeam: Team;
  readonly waitsFor: Team | null;
}

/** Holds a question until the transaction ends. */
export async function holdQuestion(trx: DatabaseTransaction, questionId: string): Promise<HeldQuestion | null> {
  const row = await trx
    .selectFrom('question')
    .select(['asked_team as askedTeam', 'asking_team as askingTeam', 'waits_for as waitsFor'])
    .where('question_id', '=', questionId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function setWaitsFor(trx: DatabaseTransaction, questionId: string, team: Team | null): Promise<void> {
  await trx.updateTable('question').set({ waits_for: team }).where('question_id', '=', questionId).execute();
}

export interface KeptMessage {
  readonly at: string;
  readonly byName: string;
  readonly byTeam: Team;
  readonly text: string;
}

export interface KeptQuestion {
  readonly questionId: string;
  readonly kind: 'question' | 'dispute';
  readonly askedTeam: Team;
  readonly askingTeam: Team;
  readonly askedAt: string;
  readonly cause: CauseId | null;
  readonly ruleVersion: number | null;
  readonly cells: number;
  readonly devices: number;
  readonly waitsFor: Team | null;
  /** One of its cells, to open. */
  readonly deviceId: string;
  readonly device: string;
  readonly fix: string;
  readonly messages: readonly KeptMessage[];
}

export type QuestionFilter =
  | { readonly questionId: string }
  | { readonly deviceId: string; readonly fixId: number }
  | { readonly waitsFor?: Team | undefined; readonly open?: boolean | undefined };

/** Questions with all that was said, those that wait first, then the newest. */
export async function readQuestions(
  db: Connection,
  filter: QuestionFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly KeptQuestion[]; readonly total: number }> {
  const { rows } = await sql<KeptQuestion & { readonly total: number }>`
    WITH found AS (
      SELECT q.*, count(*) OVER () AS total FROM question q WHERE ${matches(filter)}
      ORDER BY (q.waits_for IS NULL), q.asked_at DESC, q.question_id LIMIT ${page.limit} OFFSET ${page.offset}
    )
    SELECT q.question_id AS "questionId", q.kind, q.asked_team AS "askedTeam", q.asking_team AS "askingTeam", q.asked_at AS "askedAt",
      q.cause, q.rule_version AS "ruleVersion", q.cells, q.devices, q.waits_for AS "waitsFor", q.total,
      d.device_id AS "deviceId", d.name AS device, f.key AS fix,
      (SELECT json_agg(json_build_object('at', to_char(m.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'byName', m.by_name,
        'byTeam', m.by_team, 'text', m.text) ORDER BY m.seq) FROM question_message m WHERE m.question_id = q.question_id) AS messages
    FROM found q
      CROSS JOIN LATERAL (SELECT * FROM question_device o WHERE o.question_id = q.question_id ORDER BY o.device_id LIMIT 1) o
      JOIN device d ON d.device_id = o.device_id JOIN fix f ON f.fix_id = o.fix_ids[1]
    ORDER BY (q.waits_for IS NULL), q.asked_at DESC, q.question_id`.execute(db);
  return { rows: rows.map(({ total: _, ...question }) => question), total: rows[0]?.total ?? 0 };
}

function matches(filter: QuestionFilter): RawBuilder<unknown> {
  if ('questionId' in filter) return sql`q.question_id = ${filter.questionId}::uuid`;
  if ('deviceId' in filter) {
    return sql`EXISTS (SELECT FROM question_device o WHERE o.question_id = q.question_id
      AND o.device_id = ${filter.deviceId}::uuid AND ${filter.fixId}::integer = ANY (o.fix_ids))`;
  }
  const conditions = [sql`true`];
  if (filter.waitsFor !== undefined) conditions.push(sql`q.waits_for = ${filter.waitsFor}`);
  if (filter.open !== undefined) conditions.push(filter.open ? sql`q.waits_for IS NOT NULL` : sql`q.waits_for IS NULL`);
  return sql.join(conditions, sql` AND `);
}

/** How many questions wait for each team. */
export async function countWaitingQuestions(db: Connection): Promise<Readonly<Record<Team, number>>> {
  const { rows } = await sql<{ team: Team; questions: number }>`${PLANNED_ONCE}
    SELECT waits_for AS team, count(*) AS questions FROM question WHERE waits_for IS NOT NULL GROUP BY waits_for`.execute(
    db,
  );
  const of = (team: Team) => rows.find((row) => row.team === team)?.questions ?? 0;
  return { it: of('it'), infosec: of('infosec') };
}
