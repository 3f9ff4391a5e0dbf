import type { Scope, ScopeTerm } from '@baton/domain/scope/scope.ts';
import { type RawBuilder, sql } from 'kysely';

/** Which devices, and when. */
export interface View {
  readonly scope: Scope;
  /** ISO-8601: as it was just before that moment; null: now. */
  readonly at: string | null;
}

export const FLEET_NOW: View = { scope: [], at: null };

export function isFleetNow({ scope, at }: View): boolean {
  return scope.length === 0 && at === null;
}

/** Whether the judged device `c` (a row of device_cells) was there and of the scope then. */
export function isOfView({ scope, at }: View): RawBuilder<boolean> {
  const judged = at === null ? sql`c.first_judged_at IS NOT NULL` : sql`c.first_judged_at < ${at}::timestamptz`;
  return sql`${sql.join([judged, ...scope.map((term) => holds(term, sql`c.device_id`, at))], sql` AND `)}`;
}

/** The judged devices of a view: `SELECT device_id`. */
export function devicesOfView(view: View): RawBuilder<unknown> {
  return sql`SELECT c.device_id FROM device_cells c WHERE ${isOfView(view)}`;
}

/** Whether a device, judged or not, was of the scope then. */
export function isOfScope(deviceId: RawBuilder<unknown>, { scope, at }: View): RawBuilder<boolean> {
  if (scope.length === 0) return sql`true`;
  return sql`${sql.join(
    scope.map((term) => holds(term, deviceId, at)),
    sql` AND `,
  )}`;
}

function holds({ kind, values }: ScopeTerm, deviceId: RawBuilder<unknown>, at: string | null): RawBuilder<unknown> {
  // Which system a device had is not kept by day: it is asked as it is now.
  if (kind === 'os') {
    return sql`EXISTS (SELECT FROM device_cells o
      WHERE o.device_id = ${deviceId} AND o.operating_system = ANY (${values}::text[]))`;
  }
  return sql`EXISTS (SELECT FROM device_attribute a
    WHERE a.device_id = ${deviceId} AND a.kind = ${kind} AND a.value = ANY (${values}::text[]) AND ${isValid(at)})`;
}

/** Whether the attribute `a` held then. */
export function isValid(at: string | null): RawBuilder<boolean> {
  if (at === null) return sql`a.valid_until IS NULL`;
  return sql`(a.valid_from < ${at}::timestamptz AND (a.valid_until IS NULL OR a.valid_until >= ${at}::timestamptz))`;
}
