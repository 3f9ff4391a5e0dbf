import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Comparison } from '@baton/cli/compare/comparison.ts';
import type { TruthRow } from '@baton/tools/world/truth.ts';

/** A cell that was judged otherwise than the world's truth. */
export interface Miss {
  readonly truth: TruthRow;
  readonly got: GotCell | null;
  readonly why: 'no-cell' | 'proven-but-open' | 'verdict' | 'cause';
}

export interface GotCell {
  readonly device: string;
  readonly fix: string;
  readonly verdict: string;
  readonly cause: string | null;
  readonly also: readonly string[];
  readonly it: string;
  readonly infosec: string;
}

export interface Score {
  right: number;
  all: number;
}

/** How well a comparison fits the truth. */
export interface Judgement {
  /** Cells with one cause, by that cause; "proven" and "open" for the plain ones. */
  readonly single: Map<string, Score>;
  /** Cells with several causes, by the first. */
  readonly combined: Map<string, Score>;
  /** Cells that were right only because the domain leaves more than one answer. */
  readonly lenient: number;
  /** Causes that the truth names besides the first, and how many of them were given too. */
  readonly also: Score;
  readonly provenButOpen: readonly Miss[];
  readonly misses: readonly Miss[];
  /** Cells that the truth does not have. */
  readonly unforeseen: readonly GotCell[];
  /** Cells whose fix has another id than the truth's, as [truth, got]. */
  readonly otherIds: Map<string, number>;
  readonly notProven: number;
  /** Cells called unexplained although the truth has a cause. */
  readonly unexplained: number;
  readonly cells: number;
}

/** Holds every cell of a comparison against the truth beside the world. */
export async function judgeWorld(comparison: Comparison, truthPath: string): Promise<Judgement> {
  const found = byDevice(comparison);
  const judge = new Judge();
  for await (const line of createInterface({ input: createReadStream(truthPath) })) {
    const truth = JSON.parse(line) as TruthRow;
    judge.take(truth, pick(truth, found));
  }
  const unforeseen = [...found.values()].flatMap((cells) => [...cells.values()]);
  return { ...judge.result(), unforeseen };
}

type Found = Map<string, Map<string, GotCell>>;

function byDevice(comparison: Comparison): Found {
  const found: Found = new Map();
  for (const { cell, facts } of comparison.cells) {
    const key = shortName(facts.device.name);
    const cells = found.get(key) ?? new Map<string, GotCell>();
    found.set(key, cells);
    const { fixId: fix, verdict, cause, also, itSays: it, infosecSays: infosec } = cell;
    cells.set(fix, { device: facts.device.name, fix, verdict, cause, also, it, infosec });
  }
  return found;
}

function shortName(name: string): string {
  return /^[\d.]+$/.test(name) ? name : name.toLowerCase().replace(/\..*$/, '');
}

/** Takes the cell of a truth out of those found; by its fix's id, else by the product. */
function pick(truth: TruthRow, found: Found): GotCell | null {
  const names = [truth.device, ...truth.aliases].map(shortName);
  for (const take of [(cell: GotCell) => cell.fix === truth.fix, (cell: GotCell) => isSameProduct(truth, cell.fix)]) {
    for (const name of names) {
      const cells = found.get(name);
      const cell = cells && [...cells.values()].find(take);
      if (cells && cell) {
        cells.delete(cell.fix);
        return cell;
      }
    }
  }
  return null;
}

function isSameProduct(truth: TruthRow, fix: string): boolean {
  if (truth.product.startsWith('windows-')) return /^KB\d+$/.test(fix);
  if (truth.product === 'linux') return fix.startsWith('linux');
  return fix.toLowerCase().startsWith(`${truth.product.toLowerCase()} `);
}

class Judge {
  readonly #single = new Map<string, Score>();
  readonly #combined = new Map<string, Score>();
  readonly #also: Score = { right: 0, all: 0 };
  readonly #misses: Miss[] = [];
  readonly #otherIds = new Map<string, number>();
  #notProven = 0;
  #unexplained = 0;
  #cells = 0;
  #lenient = 0;

  take(truth: TruthRow, got: GotCell | null): void {
    this.#cells += 1;
    if (got && got.fix !== truth.fix) {
      const key = `${truth.fix} → ${got.fix}`;
      this.#otherIds.set(key, (this.#otherIds.get(key) ?? 0) + 1);
    }
    const miss = faultOf(truth, got);
    if (miss) this.#misses.push({ truth, got, why: miss });
    this.#count(truth, miss === null);
    if (miss === null && !isExact(truth, got)) this.#lenient += 1;
    if (got && got.verdict !== 'proven') this.#notProven += 1;
    if (got?.cause === 'unexplained' && truth.cause !== 'unexplained' && !truth.accept.includes('unexplained'))
      this.#unexplained += 1;
    for (const id of truth.also) {
      this.#also.all += 1;
      if (got?.also.includes(id) || got?.cause === id) this.#also.right += 1;
    }
  }

  #count(truth: TruthRow, right: boolean): void {
    const scores = truth.also.length > 0 ? this.#combined : this.#single;
    const key = truth.cause ?? truth.verdict;
    const score = scores.get(key) ?? { right: 0, all: 0 };
    scores.set(key, score);
    score.all += 1;
    if (right) score.right += 1;
  }

  result(): Omit<Judgement, 'unforeseen'> {
    return {
      single: this.#single,
      combined: this.#combined,
      also: this.#also,
      misses: this.#misses,
      provenButOpen: this.#misses.filter((miss) => miss.why === 'proven-but-open'),
      otherIds: this.#otherIds,
      notProven: this.#notProven,
      unexplained: this.#unexplained,
      cells: this.#cells,
      lenient: this.#lenient,
    };
  }
}

function isExact(truth: TruthRow, got: GotCell | null): boolean {
  return got?.cause === truth.cause && (truth.verdict === 'not-proven' || got.verdict === truth.verdict);
}

function faultOf(truth: TruthRow, got: GotCell | null): Miss['why'] | null {
  if (got === null) return 'no-cell';
  if (got.verdict === 'proven' && truth.openInTruth) return 'proven-but-open';
  if (truth.accept.some((cause) => cause === got.cause)) return null;
  const plain = truth.verdict === 'proven' || truth.verdict === 'open';
  if (plain && truth.cause === null) return got.verdict === truth.verdict ? null : 'verdict';
  if (got.verdict === 'proven' || (got.verdict === 'open' && truth.verdict !== 'open')) return 'verdict';
  return got.cause === truth.cause ? null : 'cause';
}

/** The accuracy table, as CI prints it. */
export function accuracyTable(judgement: Judgement): string {
  const lines = [`${'cause'.padEnd(24)}${'alone'.padStart(16)}${'first of several'.padStart(20)}`];
  const causes = new Set([...judgement.single.keys(), ...judgement.combined.keys()]);
  for (const cause of [...causes].sort()) {
    lines.push(
      `${cause.padEnd(24)}${shown(judgement.single.get(cause)).padStart(16)}${shown(judgement.combined.get(cause)).padStart(20)}`,
    );
  }
  const { also, lenient, provenButOpen, unforeseen, unexplained, notProven, cells } = judgement;
  lines.push(
    `also ${shown(also)} · by leave ${lenient} · proven but open ${provenButOpen.length} · wrongly unexplained ${unexplained} of ${notProven} not proven · unforeseen cells ${unforeseen.length} · cells ${cells}`,
  );
  return lines.join('\n');
}

function shown(score: Score | undefined): string {
  return score ? `${score.right}/${score.all} ${((score.right / score.all) * 100).toFixed(1)} %` : '–';
}

/** Share of right cells over all causes, as a number from 0 to 1. */
export function shareOf(scores: ReadonlyMap<string, Score>): number {
  let right = 0;
  let all = 0;
  for (const score of scores.values()) {
    right += score.right;
    all += score.all;
  }
  return all === 0 ? 1 : right / all;
}

/** The misses by what was expected and what came, most first, each with one example. */
export function missList(misses: readonly Miss[], most = 30): string {
  const groups = new Map<string, { count: number; example: Miss }>();
  for (const miss of misses) {
    const { truth, got } = miss;
    const key = `${miss.why} · ${truth.scenario} · expected ${truth.verdict}/${truth.cause} got ${got ? `${got.verdict}/${got.cause}` : 'none'} (it ${truth.it}→${got?.it}, infosec ${truth.reported}→${got?.infosec}) ${truth.product}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { count: 1, example: miss });
  }
  return [...groups]
    .sort(([, a], [, b]) => b.count - a.count)
    .slice(0, most)
    .map(
      ([key, { count, example }]) =>
        `${String(count).padStart(4)} × ${key} — e.g. ${example.truth.device} ${example.truth.fix}`,
    )
    .join('\n');
}
