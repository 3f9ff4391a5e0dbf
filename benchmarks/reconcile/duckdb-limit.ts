import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export interface DuckDbLimit {
  readonly cells: number;
  readonly seconds: number;
}

/**
 * What an engine made for nothing else takes for the same join and grouping: both sides' rows of the fleet of make-fleet.ts as
 * Parquet, joined cell by cell, verdict and cause by plain SQL, cells stored, counts grouped by verdict and cause. It reads
 * columns that are typed already, knows one rule where we try thirty, keeps no evidence and no history: a limit, not a peer.
 *
 * @param threads as many as there are worker processes on our side
 */
export async function duckDbLimit(devices: number, fixes: number, threads: number): Promise<DuckDbLimit> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-duckdb-'));
  const instance = await DuckDBInstance.create(join(folder, 'cells.duckdb'), { threads: String(threads) });
  try {
    const connection = await instance.connect();
    for (const statement of rowsAsParquet(devices, fixes, folder)) await connection.run(statement);
    const begun = performance.now();
    await connection.run(`
      CREATE TABLE cell AS
      SELECT device, fix,
        CASE WHEN says = 'installed' AND NOT found AND authenticated AND looked_at >= installed_at AND boot_at >= installed_at THEN 'proven'
          WHEN says = 'missing' AND found THEN 'open'
          WHEN looked_at < installed_at OR looked_at IS NULL THEN 'unproven' ELSE 'disputed' END AS verdict,
        CASE WHEN looked_at IS NULL THEN 'not-in-infosec-scope' WHEN looked_at < installed_at THEN 'stale-scan'
          WHEN NOT authenticated THEN 'unauthenticated-scan' WHEN boot_at < installed_at THEN 'pending-reboot' END AS cause
      FROM '${folder}/it.parquet' i
        FULL JOIN (SELECT device, fix, true AS found FROM '${folder}/findings.parquet') f USING (device, fix)
        LEFT JOIN '${folder}/looks.parquet' l USING (device)`);
    const counted = await connection.runAndReadAll(`
      SELECT verdict, cause, count(*) AS cells, count(DISTINCT device) AS devices FROM cell GROUP BY ALL`);
    const seconds = (performance.now() - begun) / 1000;
    return { cells: counted.getRows().reduce((sum, row) => sum + Number(row[2]), 0), seconds };
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The rows of make-fleet.ts, scattered as claims arrive. */
function rowsAsParquet(devices: number, fixes: number, folder: string): readonly string[] {
  const kind = `CASE WHEN draw < 80 THEN 'proven' WHEN draw < 90 THEN 'open' WHEN draw < 96 THEN 'stale-scan' ELSE 'reported' END`;
  const cells = `(
    SELECT device, fix, ${kind} AS kind FROM (
      SELECT (n // ${fixes})::integer AS device, (n % ${fixes})::integer AS fix,
        ((n // ${fixes}) * 31 + (n % ${fixes}) * 17) % 100 AS draw
      FROM range(${devices * fixes}) t (n)))`;
  return [
    `COPY (SELECT device, fix, CASE kind WHEN 'open' THEN 'missing' ELSE 'installed' END AS says,
        CASE kind WHEN 'open' THEN NULL WHEN 'stale-scan' THEN now() - INTERVAL 2 HOUR ELSE now() - INTERVAL 100 HOUR END AS installed_at,
        now() - INTERVAL 1 HOUR AS boot_at
      FROM ${cells} ORDER BY hash(device, fix)) TO '${folder}/it.parquet'`,
    `COPY (SELECT device, fix FROM ${cells} WHERE kind IN ('open', 'reported', 'stale-scan') ORDER BY hash(fix, device))
      TO '${folder}/findings.parquet'`,
    `COPY (SELECT n::integer AS device, now() - INTERVAL 10 HOUR AS looked_at, true AS authenticated FROM range(${devices}) t (n))
      TO '${folder}/looks.parquet'`,
  ];
}
