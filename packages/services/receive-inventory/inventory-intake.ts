import { createHash } from 'node:crypto';
import { checkSection, WireError } from '@baton/domain/inventory/decode-wire.ts';
import { SECTIONS, type Section, type SectionHashes } from '@baton/domain/inventory/wire.ts';
import {
  countSightings,
  type PackedInventory,
  readAgents,
  type Sighted,
  type Sighting,
  writeInventories,
} from '@baton/store/agents/check-ins.ts';
import { packSection } from '@baton/store/agents/packed-section.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { type Refused, refuse } from './authenticate-agent.ts';
import { Batcher } from './batcher.ts';
import { noteMovedPackages } from './note-moved-packages.ts';

/** Job that looks at devices whose inventory changed. */
export const RECONCILE_DEVICES = 'reconcile-devices';

export interface InventoryReport {
  readonly agentId: string;
  readonly sequence: number;
  readonly agentVersion: string;
  readonly hashes: SectionHashes;
  readonly sections: Partial<Readonly<Record<Section, string | undefined>>>;
}

export type Intake =
  | { readonly taken: true; readonly deviceId: string; readonly changed: boolean; readonly commandsWaiting: boolean }
  /** Sections that are neither stored nor sent; nothing was kept. */
  | { readonly taken: false; readonly need: readonly Section[] }
  | { readonly taken: false; readonly unreadable: string }
  | Refused;

/**
 * Takes in what agents report. An unchanged inventory costs its share of one UPDATE for the whole batch; a changed one is
 * checked, packed and kept as one row, and a job is queued in the same transaction that reconciles the batch's devices.
 */
export class InventoryIntake {
  readonly #db: Database;
  readonly #sightings: Batcher<Sighting, Sighted | null>;
  readonly #changes: Batcher<PackedInventory, true>;

  constructor(db: Database) {
    this.#db = db;
    this.#sightings = new Batcher((items) => countBatch(db, items), { largest: 500, atOnce: 2 });
    this.#changes = new Batcher((items) => keepBatch(db, items), { largest: 50, atOnce: 2 });
  }

  /** Counts any other signed request of an agent: each sequence is taken once. */
  async count(agentId: string, sequence: number): Promise<Sighted | Refused> {
    const sighted = await this.#sightings.add({ agentId, sequence, hashes: null, agentVersion: null });
    return sighted ?? refuse('sequence', 'The sequence was taken before, or the agent is retired.');
  }

  async report({ agentId, sequence, agentVersion, hashes, sections }: InventoryReport): Promise<Intake> {
    const all = joined(hashes);
    const sighted = await this.#sightings.add({ agentId, sequence, hashes: all, agentVersion });
    if (sighted === null) return refuse('sequence', 'The sequence was taken before, or the agent is retired.');
    const { deviceId, commandsWaiting, storedHashes } = sighted;
    if (storedHashes === all) return { taken: true, deviceId, changed: false, commandsWaiting };

    const stored = storedHashes?.split(' ') ?? [];
    const differing = SECTIONS.filter((section, index) => stored[index] !== hashes[section]);
    const need = differing.filter((section) => sections[section] === undefined);
    if (need.length > 0) return { taken: false, need };
    const unreadable = firstUnreadable(differing, sections, hashes);
    if (unreadable !== null) return { taken: false, unreadable };

    await this.#changes.add({ agentId, deviceId, hashes: all, sections: packed(differing, sections) });
    return { taken: true, deviceId, changed: true, commandsWaiting };
  }

  /** The last sequence that was taken of an agent, so that one with a lost memory can go on. */
  async lastSequence(agentId: string): Promise<number | null> {
    const known = (await readAgents(this.#db, [agentId])).get(agentId);
    return known === undefined || known.retired ? null : known.lastSequence;
  }
}

function joined(hashes: SectionHashes): string {
  return SECTIONS.map((section) => hashes[section]).join(' ');
}

async function countBatch(db: Database, sightings: readonly Sighting[]): Promise<readonly (Sighted | null)[]> {
  const now = Temporal.Now.instant().toString();
  const counted = new Map<string, Sighted>();
  for (const sighted of await countSightings(db, sightings, now)) counted.set(sighted.agentId, sighted);
  return sightings.map(({ agentId, sequence }) => {
    const sighted = counted.get(agentId);
    return sighted?.sequence === sequence ? sighted : null;
  });
}

async function keepBatch(db: Database, inventories: readonly PackedInventory[]): Promise<readonly true[]> {
  await db.transaction().execute(async (trx) => {
    // One device twice in a batch would be two rows for one; the later report is the whole truth of both.
    const latest = [...new Map(inventories.map((item) => [item.deviceId, merged(item, inventories)])).values()];
    const now = Temporal.Now.instant().toString();
    await noteMovedPackages(trx, latest, now);
    await writeInventories(trx, latest, now);
    await enqueueJob(trx, RECONCILE_DEVICES, { deviceIds: latest.map((item) => item.deviceId), reason: 'check-in' });
  });
  return inventories.map(() => true);
}

function merged(item: PackedInventory, all: readonly PackedInventory[]): PackedInventory {
  const earlier = all.filter((other) => other.deviceId === item.deviceId && other !== item);
  const section = (index: 0 | 1 | 2 | 3 | 4) =>
    item.sections[index] ?? earlier.findLast((other) => other.sections[index] !== null)?.sections[index] ?? null;
  return earlier.length === 0
    ? item
    : { ...item, sections: [section(0), section(1), section(2), section(3), section(4)] };
}

/** The texts are a device's word: each must be what its hash says, and readable, before it is kept. */
function firstUnreadable(
  differing: readonly Section[],
  sections: InventoryReport['sections'],
  hashes: SectionHashes,
): string | null {
  for (const section of differing) {
    const text = sections[section] ?? '';
    if (createHash('sha256').update(text).digest('base64url') !== hashes[section]) {
      return `inventory section "${section}" is not what its hash says`;
    }
    try {
      checkSection(section, text);
    } catch (error) {
      if (error instanceof WireError) return error.message;
      throw error;
    }
  }
  return null;
}

function packed(differing: readonly Section[], sections: InventoryReport['sections']): PackedInventory['sections'] {
  const pack = (section: Section): Buffer | null => {
    const text = differing.includes(section) ? sections[section] : undefined;
    return text === undefined ? null : packSection(text);
  };
  return [pack('names'), pack('system'), pack('packages'), pack('candidates'), pack('restarts')];
}
