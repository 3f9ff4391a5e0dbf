import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type KeptReport, readReports } from '@baton/store/evidence/read-evidence.ts';

/** How many check numbers of kept scopes stay in memory: ten scans that list the whole set, about 150 MB at most. */
const LARGEST_IDS = 2_000_000;
const LARGEST_REPORTS = 2_000;

/** Deliveries with their scopes, kept in memory: a report never changes, and a thousand devices share one. */
export class ReportCache {
  readonly #kept = new Map<string, KeptReport>();
  #ids = 0;

  async of(
    db: Database | DatabaseTransaction,
    reportIds: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, KeptReport>> {
    const found = new Map<string, KeptReport>();
    for (const id of reportIds) {
      const kept = this.#kept.get(id);
      if (kept !== undefined) found.set(id, kept);
    }
    const missing = [...reportIds].filter((id) => !found.has(id));
    for (const report of await readReports(db, missing)) {
      found.set(report.reportId, report);
      this.#keep(report);
    }
    return found;
  }

  #keep(report: KeptReport): void {
    this.#kept.set(report.reportId, report);
    this.#ids += idsOf(report);
    for (const [id, oldest] of this.#kept) {
      if (this.#ids <= LARGEST_IDS && this.#kept.size <= LARGEST_REPORTS) return;
      this.#kept.delete(id);
      this.#ids -= idsOf(oldest);
    }
  }
}

function idsOf({ scope }: KeptReport): number {
  return scope?.checks.kind === 'ids' ? scope.checks.ids.length : 0;
}
