import { needsWork } from '@baton/domain/relay/needs-work.ts';
import type { CauseCount, Deliverer, FixCell, FixCellCounts, FixEvidence, FixFacts } from '../fix-evidence.ts';
import { NO_CELLS } from '../fix-evidence.ts';

/** Evidence that a test tells: what the reconciliation would have come to, cell by cell. */
export class ToldEvidence implements FixEvidence {
  readonly #cells = new Map<string, FixCell[]>();
  readonly #facts = new Map<string, FixFacts>();
  deliverers: readonly Deliverer[] = [];

  tellFix(fixId: string, facts: Partial<FixFacts>): void {
    this.#facts.set(fixId, {
      title: fixId,
      version: null,
      vulnerabilities: [],
      vendorSeverity: null,
      published: null,
      replaces: [],
      ...facts,
    });
  }

  tellCells(fixId: string, cells: readonly FixCell[]): void {
    this.#cells.set(fixId, [...cells]);
  }

  async countCells(_db: unknown, fixIds: readonly string[]): Promise<ReadonlyMap<string, FixCellCounts>> {
    return new Map(fixIds.flatMap((fixId) => (this.#cells.has(fixId) ? [[fixId, countOf(this.#of(fixId))]] : [])));
  }

  async cells(_db: unknown, fixId: string, page: Parameters<FixEvidence['cells']>[2]) {
    const rows = this.#of(fixId)
      .filter((cell) => !page.deviceIds || page.deviceIds.includes(cell.deviceId))
      .filter((cell) => !page.verdict || page.verdict === cell.verdict);
    return { rows: rows.slice(page.offset, page.offset + page.limit), total: rows.length };
  }

  async causes(_db: unknown, fixId: string): Promise<readonly CauseCount[]> {
    const groups = Map.groupBy(this.#of(fixId), ({ verdict, cause, owner }) => `${verdict} ${cause} ${owner}`);
    return [...groups.values()].flatMap(([first, ...more]) =>
      first ? [{ verdict: first.verdict, cause: first.cause, owner: first.owner, cells: more.length + 1 }] : [],
    );
  }

  async facts(_db: unknown, fixIds: readonly string[]): Promise<ReadonlyMap<string, FixFacts>> {
    return new Map([...this.#facts].filter(([fixId]) => fixIds.includes(fixId)));
  }

  async infosecDeliverers(): Promise<readonly Deliverer[]> {
    return this.deliverers;
  }

  #of(fixId: string): readonly FixCell[] {
    return this.#cells.get(fixId) ?? [];
  }
}

function countOf(cells: readonly FixCell[]): FixCellCounts {
  const count = (test: (cell: FixCell) => boolean) => cells.filter(test).length;
  return {
    ...NO_CELLS,
    disputed: count((cell) => cell.verdict === 'disputed'),
    unproven: count((cell) => cell.verdict === 'unproven'),
    open: count((cell) => cell.verdict === 'open'),
    proven: count((cell) => cell.verdict === 'proven'),
    excepted: count((cell) => cell.verdict === 'excepted'),
    installed: count((cell) => cell.itSays === 'installed'),
    itCounted: count((cell) => cell.itSays !== 'silent' && cell.itSays !== 'absent'),
    scanned: count((cell) => cell.infosecSays !== 'absent'),
    notReported: count((cell) => cell.infosecSays === 'not_reported'),
    needsWork: count(needsWork),
  };
}

/** Both sides say that the fix is missing. */
export function openCell(deviceId: string): FixCell {
  return cell(deviceId, {
    verdict: 'open',
    owner: 'it',
    nextAction: 'Deploy',
    itSays: 'missing',
    infosecSays: 'reported',
  });
}

/** IT has installed it, InfoSec has not looked since. */
export function staleCell(deviceId: string): FixCell {
  return cell(deviceId, {
    verdict: 'unproven',
    cause: 'stale-scan',
    owner: 'infosec',
    nextAction: 'Scan again',
    itSays: 'installed',
    infosecSays: 'reported',
    checks: ['208292'],
  });
}

export function provenCell(deviceId: string): FixCell {
  return cell(deviceId, { verdict: 'proven', itSays: 'installed', infosecSays: 'not_reported' });
}

function cell(deviceId: string, told: Partial<FixCell>): FixCell {
  return {
    deviceId,
    device: `device-${deviceId.slice(-2)}`,
    verdict: 'open',
    cause: null,
    owner: 'none',
    nextAction: null,
    itSays: 'missing',
    infosecSays: 'reported',
    since: null,
    checks: [],
    ...told,
  };
}
