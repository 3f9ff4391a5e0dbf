import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import type { ReportPart } from '@baton/domain/evidence/report.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { FleetAssembler } from '@baton/domain/reconciliation/assemble-fleet.ts';
import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import { reconcileFleet } from '@baton/domain/reconciliation/reconcile-fleet.ts';
import { Tally } from '@baton/domain/reconciliation/tally.ts';
import { FormatError } from '@baton/formats/reports/format-error.ts';
import { CompareError } from './compare-error.ts';
import type { ComparedFile, Comparison, FileProblem } from './comparison.ts';
import { openReport, type ReadOptions } from './open-report.ts';

export interface CompareOptions extends ReadOptions {
  readonly it: readonly string[];
  readonly infosec: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Asked for when the files are read: a file that cannot be read is told at once. */
  readonly knowledge: () => Promise<Knowledge>;
  /** After how many days without a word IT's record of a device is stale. */
  readonly staleDays: number;
}

const DAY_MS = 86_400_000;

/** Reads both teams' files, joins them device by device and judges every cell. */
export async function compareReports(options: CompareOptions): Promise<Comparison> {
  const assembler = new FleetAssembler(options.staleDays * DAY_MS);
  const files: ComparedFile[] = [];
  const problems: FileProblem[] = [];
  for (const [team, paths] of [['it', options.it] as const, ['infosec', options.infosec] as const]) {
    for (const path of paths) files.push(await readInto(assembler, team, path, options, problems));
  }
  const knowledge = await options.knowledge();
  return {
    ...judgeFleet(assembler, knowledge, options.now),
    now: new Date(options.now).toISOString(),
    knowledgeDate: knowledge.date,
    files,
    problems,
  };
}

async function readInto(
  assembler: FleetAssembler,
  team: Team,
  path: string,
  options: CompareOptions,
  problems: FileProblem[],
): Promise<ComparedFile> {
  const report = await openReport(path, team, options);
  const file = { name: report.name, sha256: report.sha256 };
  const take = assembler.begin({ team, source: report.title, file });
  const counts = new Counts();
  try {
    for await (const part of report.parts) {
      take(part);
      counts.add(part);
      if (part.part === 'problem') problems.push({ ...part.problem, file: report.name });
    }
  } catch (cause) {
    if (cause instanceof FormatError)
      throw new CompareError('broken-file', `${report.name}: ${cause.message}`, { cause });
    throw cause;
  }
  return { team, ...file, format: report.title, ...counts.result() };
}

class Counts {
  readonly #devices = new Set<string>();
  #claims = 0;
  #from: string | null = null;
  #to: string | null = null;

  add(part: ReportPart): void {
    if (part.part !== 'device') return;
    const { names, claims, look } = part.device;
    this.#devices.add(names.shown.toLowerCase());
    this.#claims += claims.length;
    if (look?.from && (this.#from === null || look.from < this.#from)) this.#from = look.from;
    const end = look?.to ?? look?.from ?? null;
    if (end && (this.#to === null || end > this.#to)) this.#to = end;
  }

  result(): Pick<ComparedFile, 'devices' | 'claims' | 'from' | 'to'> {
    return { devices: this.#devices.size, claims: this.#claims, from: this.#from, to: this.#to };
  }
}

function judgeFleet(
  assembler: FleetAssembler,
  knowledge: Knowledge,
  now: number,
): Pick<Comparison, 'bridge' | 'verdicts' | 'devices' | 'cells'> {
  const tally = new Tally();
  const cells: JudgedCell[] = [];
  let devices = 0;
  for (const judged of reconcileFleet(assembler.devices(), knowledge, now)) {
    if (judged.length > 0) devices += 1;
    for (const one of judged) {
      tally.add(one.cell);
      cells.push(one);
    }
  }
  return { bridge: tally.bridge(), verdicts: tally.verdicts, devices, cells };
}
