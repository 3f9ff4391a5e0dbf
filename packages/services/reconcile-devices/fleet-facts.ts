import { CheckBook, type LearnedCheck } from '@baton/domain/reconciliation/check-book.ts';
import type { PreparedDevice } from '@baton/domain/reconciliation/prepared-device.ts';
import { learnFrom } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import {
  type CheckLesson,
  countLessons,
  type DateLesson,
  keepLessons,
  type Lessons,
  readLessons,
} from '@baton/store/evidence/fleet-lessons.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';

/**
 * Facts of the whole fleet, of which one device’s evidence may teach more: which check looks for which fix, and which products
 * IT’s tools name. Kept in the database, mirrored here; devices that a new fact may concern are judged again.
 */
export class FleetFacts {
  checks = new CheckBook();
  itBaseline = new Set<string>();
  /** Checks that are known to look for a fix. */
  #checksOf = new Map<string, Set<string>>();
  #checksKnown = 0;
  #datesKnown = new Set<string>();

  /** How many lessons the mirror holds: devices keep with how many they were judged. */
  get count(): number {
    return this.#checksKnown + this.#datesKnown.size + this.itBaseline.size;
  }

  /** Brings the mirror up to what other processes have learned. */
  async refresh(db: Database): Promise<void> {
    if ((await countLessons(db)) === this.count) return;
    const lessons = await readLessons(db);
    this.checks = new CheckBook();
    this.itBaseline = new Set();
    this.#checksOf = new Map();
    this.#checksKnown = 0;
    this.#datesKnown = new Set();
    this.#take(lessons);
  }

  /** Keeps what these devices teach. It is true at once, whatever becomes of the judging that follows. */
  async learn(db: Database, devices: readonly PreparedDevice[]): Promise<void> {
    const lessons = this.#newOf(devices);
    if (lessons.checks.length + lessons.dates.length + lessons.products.length === 0) return;
    await db.transaction().execute(async (trx) => {
      const kept = await keepLessons(trx, lessons);
      const products = productsOf(kept);
      if (products.length > 0) await enqueueJob(trx, 'reconcile-devices', { products, lessons: kept.count });
    });
    this.#take(lessons);
  }

  #newOf(devices: readonly PreparedDevice[]): Lessons {
    const checks = new Map<string, CheckLesson>();
    const dates = new Map<string, DateLesson>();
    const products = new Set<string>();
    const book = {
      learn: (fixKey: string, checkId: string, check: LearnedCheck): void => {
        if (!this.#checksOf.get(fixKey)?.has(checkId))
          checks.set(`${fixKey}\n${checkId}`, { fixKey, checkId, ...check });
      },
      date: (fixKey: string, checkId: string, published: string): void => {
        const key = `${fixKey}\n${checkId}\n${published}`;
        if (!this.#datesKnown.has(key)) dates.set(key, { fixKey, checkId, published });
      },
    };
    const baseline = { add: (product: string) => this.itBaseline.has(product) || products.add(product) };
    for (const device of devices) learnFrom(device, book, baseline);
    return { checks: [...checks.values()], dates: [...dates.values()], products: [...products] };
  }

  #take({ checks, dates, products }: Lessons): void {
    for (const { fixKey, checkId, family, local } of checks) {
      this.checks.learn(fixKey, checkId, { family, local });
      const known = this.#checksOf.get(fixKey) ?? new Set();
      this.#checksOf.set(fixKey, known);
      if (!known.has(checkId)) this.#checksKnown += 1;
      known.add(checkId);
    }
    for (const { fixKey, checkId, published } of dates) {
      this.checks.date(fixKey, checkId, published);
      this.#datesKnown.add(`${fixKey}\n${checkId}\n${published}`);
    }
    for (const product of products) this.itBaseline.add(product);
  }
}

/** The products that lessons are about; a check’s key may name one version of a product. */
function productsOf({ checks, dates, products }: Lessons): readonly string[] {
  return [...new Set([...[...checks, ...dates].map(({ fixKey }) => fixKey.split('@')[0] ?? fixKey), ...products])];
}
