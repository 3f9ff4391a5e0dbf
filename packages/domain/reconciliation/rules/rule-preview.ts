import type { NumberTotals } from '../bridge.ts';
import type { CauseId } from '../cause-id.ts';
import type { Cell } from '../cell.ts';
import { Tally } from '../tally.ts';
import type { Verdict } from '../verdict.ts';
import type { RuleSet } from './rule-set.ts';

/** What a cell is under one rule set. */
export interface JudgedAs {
  readonly verdict: Verdict;
  readonly cause: CauseId | null;
}

/** Cells that would be judged otherwise, all in the same way. */
export interface PreviewedChange {
  readonly from: JudgedAs;
  readonly to: JudgedAs;
  readonly cells: number;
  readonly devices: number;
}

export interface PreviewExample {
  readonly deviceId: string;
  readonly device: string;
  readonly fix: string;
  readonly from: JudgedAs;
  readonly to: JudgedAs;
}

/** What a draft would change on a fleet. */
export interface RulePreview {
  readonly devices: number;
  readonly cells: number;
  readonly changedCells: number;
  readonly changedDevices: number;
  /** The largest first. */
  readonly changes: readonly PreviewedChange[];
  /** Some of the cells, of every kind of change. */
  readonly examples: readonly PreviewExample[];
  /** Both teams' numbers and the agreed one, now and then. */
  readonly before: NumberTotals;
  readonly after: NumberTotals;
}

const MOST_EXAMPLES = 200;
/** So many of one kind, that a large change leaves room for the small ones. */
const EXAMPLES_A_CHANGE = 20;

interface Counter {
  readonly from: JudgedAs;
  readonly to: JudgedAs;
  cells: number;
  devices: number;
  lastDevice: string | null;
}

/** Adds up, device by device, how cells are judged by two rule sets. Memory grows with the kinds of changes, not with the fleet. */
export class PreviewTally {
  readonly #before: Tally;
  readonly #after: Tally;
  readonly #counters = new Map<string, Counter>();
  readonly #examples: PreviewExample[] = [];
  #devices = 0;
  #cells = 0;
  #changedDevices = 0;

  constructor(before: RuleSet, after: RuleSet) {
    this.#before = new Tally(before);
    this.#after = new Tally(after);
  }

  /** The cells of one device by both, in the same order. */
  addDevice(device: string, before: readonly Cell[], after: readonly Cell[]): void {
    this.#devices += 1;
    let changed = false;
    for (const [index, was] of before.entries()) {
      const becomes = after[index];
      if (becomes === undefined) throw new Error(`Two rule sets gave ${device} different cells.`);
      this.#cells += 1;
      this.#before.add(was);
      this.#after.add(becomes);
      if (was.verdict === becomes.verdict && was.cause === becomes.cause) continue;
      changed = true;
      this.#change(device, was, becomes);
    }
    if (changed) this.#changedDevices += 1;
  }

  result(): RulePreview {
    const changes = [...this.#counters.values()]
      .toSorted((a, b) => b.cells - a.cells)
      .map(({ from, to, cells, devices }) => ({ from, to, cells, devices }));
    return {
      devices: this.#devices,
      cells: this.#cells,
      changedCells: changes.reduce((sum, { cells }) => sum + cells, 0),
      changedDevices: this.#changedDevices,
      changes,
      examples: this.#examples,
      before: this.#before.totals(),
      after: this.#after.totals(),
    };
  }

  #change(device: string, was: Cell, becomes: Cell): void {
    const from = { verdict: was.verdict, cause: was.cause };
    const to = { verdict: becomes.verdict, cause: becomes.cause };
    const key = JSON.stringify([from, to]);
    const counter = this.#counters.get(key) ?? { from, to, cells: 0, devices: 0, lastDevice: null };
    this.#counters.set(key, counter);
    counter.cells += 1;
    if (counter.lastDevice !== was.deviceId) counter.devices += 1;
    counter.lastDevice = was.deviceId;
    if (counter.cells > EXAMPLES_A_CHANGE || this.#examples.length >= MOST_EXAMPLES) return;
    this.#examples.push({ deviceId: was.deviceId, device, fix: was.fixId, from, to });
  }
}
