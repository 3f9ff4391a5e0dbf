import type { Expected, ItWord, Reported, WorldDevice } from './world-device.ts';

/** One line of truth.jsonl: what is so, and what a right judgement says. */
export interface TruthRow extends Expected {
  readonly device: string;
  /** Other names under which the device may stand: its address, a ghost's name. */
  readonly aliases: readonly string[];
  readonly fix: string;
  readonly product: string;
  readonly openInTruth: boolean;
  readonly scenario: string;
  readonly it: ItWord | 'absent';
  readonly reported: Reported;
}

export function truthRows(device: WorldDevice): string {
  const aliases = [device.ip, ...(device.it?.ghost ? [device.it.ghost] : [])];
  return device.cells
    .map(
      (cell): TruthRow => ({
        device: device.name,
        aliases,
        fix: cell.fix.id,
        product: cell.fix.product,
        openInTruth: cell.openInTruth,
        ...cell.expected,
        scenario: device.scenario,
        it: device.it === null ? 'absent' : cell.it.word,
        reported: cell.reported,
      }),
    )
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}
