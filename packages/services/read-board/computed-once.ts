import { formatScope } from '@baton/domain/scope/scope.ts';
import { readDataVersion } from '@baton/store/board/board-figures.ts';
import type { View } from '@baton/store/board/device-set.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';

interface Slot {
  readonly version: number;
  readonly value: Promise<unknown>;
}

/** Views that are remembered: a few hundred numbers each. */
const MOST_SLOTS = 300;

const REMEMBERED = new WeakMap<Database, Map<string, Slot>>();

/**
 * What is computed from the data of a view is computed once for each version of the data, however many ask at once; a past day
 * does not change. Each computation sees one snapshot.
 *
 * @param name what is computed; with the view it must say all that the result depends on
 */
export async function computedOnce<T>(
  db: Database,
  name: string,
  view: View,
  compute: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  const slots = REMEMBERED.get(db) ?? new Map<string, Slot>();
  REMEMBERED.set(db, slots);
  const key = `${name}\n${view.at ?? ''}\n${formatScope(view.scope)}`;
  for (;;) {
    const version = await versionOf(db, view);
    const slot = slots.get(key);
    if (slot === undefined || slot.version !== version) {
      // One at a time for each view: whoever comes while an older version is computed waits for it, and asks again.
      if (slot !== undefined && (await isUnderWay(slot))) continue;
      if (slots.get(key) !== slot) continue;
      return begin(slots, key, version, snapshot(db, compute));
    }
    slots.delete(key);
    slots.set(key, slot);
    // The key names the computation, so what stands in its slot is what it computes.
    return slot.value as Promise<T>;
  }
}

/** A day's last moves may be committed a little after its end. */
const SETTLES_AFTER = { minutes: 5 };

export function isSettled(at: string, now: Temporal.Instant = Temporal.Now.instant()): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(at).add(SETTLES_AFTER), now) <= 0;
}

async function versionOf(db: Database, { at }: View): Promise<number> {
  const { now, past } = await readDataVersion(db);
  return at !== null && isSettled(at) ? -1 - past : now;
}

const UNDER_WAY = new WeakSet<Promise<unknown>>();

async function isUnderWay({ value }: Slot): Promise<boolean> {
  if (!UNDER_WAY.has(value)) return false;
  await value.catch(() => undefined);
  return true;
}

function begin<T>(slots: Map<string, Slot>, key: string, version: number, value: Promise<T>): Promise<T> {
  slots.delete(key);
  slots.set(key, { version, value });
  UNDER_WAY.add(value);
  value.then(
    () => UNDER_WAY.delete(value),
    () => {
      UNDER_WAY.delete(value);
      if (slots.get(key)?.value === value) slots.delete(key);
    },
  );
  const oldest = slots.keys().next().value;
  if (slots.size > MOST_SLOTS && oldest !== undefined) slots.delete(oldest);
  return value;
}

/** One snapshot, so that everything that is read of it sums. */
export function snapshot<T>(db: Database, read: (trx: DatabaseTransaction) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').execute(read);
}
