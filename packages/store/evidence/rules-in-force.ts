import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';

/** Notes by which rules cells are judged from now on. Answers whether those were others before. */
export async function keepRules(trx: DatabaseTransaction, rules: string): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO rules_in_force (rules) VALUES (${rules})
    ON CONFLICT (single) DO UPDATE SET rules = excluded.rules WHERE rules_in_force.rules <> excluded.rules
    RETURNING 1`.execute(trx);
  return rows.length > 0;
}
