import type { Bridge, BridgePart, CauseCount, NumberTotals } from './bridge.ts';
import { buildBridge, partsOf } from './bridge.ts';
import type { CauseId } from './cause-id.ts';
import type { Cell } from './cell.ts';
import { type RuleSet, SHIPPED_RULES } from './rules/rule-set.ts';
import type { Verdict } from './verdict.ts';

interface Counter {
  cells: number;
  devices: number;
  lastDevice: string | null;
}

/** Adds up cells as they come, device by device, into both teams' numbers, the agreed one and the counts behind the bridge. */
export class Tally {
  readonly verdicts: Record<Verdict, number> = { proven: 0, open: 0, disputed: 0, unproven: 0, excepted: 0 };
  #itCounted = 0;
  #itInstalled = 0;
  #infosecScanned = 0;
  #infosecNotReported = 0;
  readonly #counts = new Map<string, Counter>();
  readonly #rules: RuleSet;

  constructor(rules: RuleSet = SHIPPED_RULES) {
    this.#rules = rules;
  }

  /** Cells of one device must come one after the other: devices are counted by their change. */
  add(cell: Cell): void {
    this.verdicts[cell.verdict] += 1;
    if (cell.itCounts) this.#itCounted += 1;
    if (cell.itSays === 'installed') this.#itInstalled += 1;
    if (cell.scanned) this.#infosecScanned += 1;
    if (cell.scanned && cell.infosecSays !== 'reported') this.#infosecNotReported += 1;
    if (cell.cause) for (const part of partsOf(cell)) this.#count(part, cell.cause, cell.deviceId);
  }

  totals(): NumberTotals {
    const { proven, open, disputed, unproven, excepted } = this.verdicts;
    return {
      required: proven + open + disputed + unproven + excepted,
      proven,
      itCounted: this.#itCounted,
      itInstalled: this.#itInstalled,
      infosecScanned: this.#infosecScanned,
      infosecNotReported: this.#infosecNotReported,
    };
  }

  causeCounts(): readonly CauseCount[] {
    return [...this.#counts].map(([key, { cells, devices }]) => {
      const [part, cause] = key.split('|') as [BridgePart, CauseId];
      return { part, cause, owner: this.#rules.rule(cause).owner, cells, devices };
    });
  }

  bridge(): Bridge {
    return buildBridge(this.totals(), this.causeCounts());
  }

  #count(part: BridgePart, cause: CauseId, deviceId: string): void {
    const key = `${part}|${cause}`;
    const counter = this.#counts.get(key) ?? { cells: 0, devices: 0, lastDevice: null };
    this.#counts.set(key, counter);
    counter.cells += 1;
    if (counter.lastDevice !== deviceId) counter.devices += 1;
    counter.lastDevice = deviceId;
  }
}
