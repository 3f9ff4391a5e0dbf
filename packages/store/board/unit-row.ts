import type { NumberTotals } from '@baton/domain/reconciliation/bridge.ts';
import { NO_NUMBERS, type NumbersOfUnit } from '@baton/domain/reconciliation/unit-numbers.ts';
import { type RawBuilder, sql } from 'kysely';

/** The integers of the three numbers, as columns. */
export const UNIT_COLUMNS = [
  'required',
  'proven',
  'it_counted',
  'it_installed',
  'infosec_scanned',
  'infosec_not_reported',
] as const;

/** The three numbers by some unit, with excepted cells or without. */
export interface UnitRow extends Readonly<Record<(typeof UNIT_COLUMNS)[number], number>> {
  readonly excepted: boolean;
}

/**
 * For units with their cells (columns `excepted` and UNIT_COLUMNS, a row a unit and way of counting): how many are done, by the
 * rule of `asOneUnit` in the domain.
 */
export function countUnits(units: RawBuilder<unknown>): RawBuilder<UnitRow> {
  return sql<UnitRow>`
    SELECT excepted, count(*) FILTER (WHERE required > 0) AS required,
      count(*) FILTER (WHERE required > 0 AND proven = required) AS proven,
      count(*) FILTER (WHERE it_counted > 0) AS it_counted,
      count(*) FILTER (WHERE it_counted > 0 AND it_installed = it_counted) AS it_installed,
      count(*) FILTER (WHERE infosec_scanned > 0) AS infosec_scanned,
      count(*) FILTER (WHERE infosec_scanned > 0 AND infosec_not_reported = infosec_scanned) AS infosec_not_reported
    FROM (${units}) u GROUP BY excepted`;
}

/** Sums of the integers over rows with `cells` and the state `s`, as UNIT_COLUMNS. */
export const SUMS_OF_STATES = sql`
  sum(cells)::bigint AS required, coalesce(sum(cells) FILTER (WHERE s.verdict = 'proven'), 0)::bigint AS proven,
  coalesce(sum(cells) FILTER (WHERE s.it_counts), 0)::bigint AS it_counted,
  coalesce(sum(cells) FILTER (WHERE s.it_says = 'installed'), 0)::bigint AS it_installed,
  coalesce(sum(cells) FILTER (WHERE s.scanned), 0)::bigint AS infosec_scanned,
  coalesce(sum(cells) FILTER (WHERE s.infosec_says = 'not_reported'), 0)::bigint AS infosec_not_reported`;

export function unitNumbers(rows: readonly UnitRow[]): NumbersOfUnit {
  const of = (excepted: boolean) => totalsOf(rows.find((row) => row.excepted === excepted));
  return { counted: of(true), withoutExceptions: of(false) };
}

function totalsOf(row: UnitRow | undefined): NumberTotals {
  if (row === undefined) return NO_NUMBERS;
  return {
    required: row.required,
    proven: row.proven,
    itCounted: row.it_counted,
    itInstalled: row.it_installed,
    infosecScanned: row.infosec_scanned,
    infosecNotReported: row.infosec_not_reported,
  };
}
