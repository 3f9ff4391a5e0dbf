import { createHash } from 'node:crypto';
import {
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
  type RawBuilder,
  sql,
} from 'kysely';
import type pg from 'pg';

const MARK = '/* planned once */';

/**
 * Stands in a statement that every page asks again in the same words: each connection plans it once. Planning takes longer than
 * reading there (cells of a page: 4.2 ms planned each time, 1.3 ms planned once). Not for statements whose best way depends on how
 * much they are given, as those that judge thousands of devices at once; and only where columns are named, because `*` means other
 * columns after a migration.
 */
export const PLANNED_ONCE = sql.raw(MARK);

/**
 * The end of a condition that looks devices up by their ids: `device_id ${isOneOf(ids)}`. A single device is asked for by itself, which
 * has one best way and is planned once: to plan the dozen statements that judge one device takes longer than to read what they find.
 */
export function isOneOf(ids: readonly string[]): RawBuilder<boolean> {
  const [only, ...others] = ids;
  return only !== undefined && others.length === 0 ? sql`= ${only}::uuid ${PLANNED_ONCE}` : sql`= ANY (${ids}::uuid[])`;
}

/** A plan takes a connection some 50 KB. The house has some dozens of these statements; more are asked without a name. */
const MOST_PLANS = 150;

const NAMES = new Map<string, string>();

/** The name under which PostgreSQL keeps the plan of a statement; undefined of one that is planned each time. */
export function planName(text: string): string | undefined {
  if (!text.includes(MARK)) return undefined;
  const known = NAMES.get(text);
  if (known !== undefined || NAMES.size >= MOST_PLANS) return known;
  const name = createHash('sha256').update(text).digest('base64url');
  NAMES.set(text, name);
  return name;
}

/** A pool whose connections keep the plans of such statements. */
export function poolWithPlans(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const planning = known.get(client) ?? new PlanningClient(client);
      known.set(client, planning);
      return planning;
    },
    end: () => pool.end(),
  };
}

class PlanningClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query(asked: string | PostgresCursor<unknown>, parameters: readonly unknown[] = []): unknown {
    if (typeof asked !== 'string')
      throw new Error('Nothing is read by a cursor here: it would bring its own statement.');
    return this.#client.query({ name: planName(asked), text: asked, values: [...parameters] });
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy);
  }
}
