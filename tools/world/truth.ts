import type { Expected, ItWord, Reported, WorldCell, WorldDevice } from './world-device.ts';

/** One line of truth.jsonl: what is so, and what a right judgement says. */
export interface TruthRow extends Expected {
  readonly device: string;
  /** Other names under which the device may stand: its address. */
  readonly aliases: readonly string[];
  readonly fix: string;
  readonly product: string;
  readonly openInTruth: boolean;
  readonly scenario: string;
  readonly it: ItWord | 'absent';
  readonly reported: Reported;
}

export function truthRows(device: WorldDevice): string {
  return [...device.cells.map((cell) => rowOf(device, cell)), ...ghostRows(device)]
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}

function rowOf(device: WorldDevice, cell: WorldCell): TruthRow {
  return {
    device: device.name,
    aliases: [device.ip],
    fix: cell.fix.id,
    product: cell.fix.product,
    openInTruth: cell.openInTruth,
    ...cell.expected,
    scenario: device.scenario,
    it: device.it === null ? 'absent' : cell.it.word,
    reported: cell.reported,
  };
}

/** IT's record under an old name of the machine: the living one speaks for it. */
function ghostRows(device: WorldDevice): readonly TruthRow[] {
  const ghost = device.it?.ghost ?? null;
  if (ghost === null) return [];
  return device.cells
    .filter(({ fix }) => fix.kind === 'kb')
    .map((cell) => ({
      ...rowOf(device, cell),
      device: ghost,
      aliases: [],
      openInTruth: false,
      verdict: 'not-proven',
      cause: 'duplicate-device',
      also: ['stale-inventory'],
      accept: [],
      it: 'missing',
      reported: 'no',
    }));
}
