import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { expect, test } from 'vitest';
import { exportCells } from '../read-cells/export-cells.ts';
import { judgeAs, makeDevices, makeFixes, TOLD_CELLS } from '../reconcile-devices/testing/told-history.ts';
import { exportBridge } from './export-bridge.ts';

const database = useTestDatabase();

/** As docs/reconciliation.md tells an auditor: nothing but counting rows. */
function count(rows: readonly Record<string, string>[], test: (row: Record<string, string>) => boolean): number {
  return rows.filter(test).length;
}

test('a bridge can be recomputed from the exported cells by counting', async () => {
  const { db } = database;
  const fixes = ['KB1', 'KB2', 'KB3', 'KB4', '=KB5'];
  await makeFixes(db, new Map(fixes.map((fix) => [fix, []])));
  const names = ['alpha', 'beta, the "second"', '=gamma', 'delta', 'epsilon', 'zeta'];
  const ids = await makeDevices(db, names);
  await judgeAs(
    db,
    Temporal.Now.instant().subtract({ seconds: 1 }),
    names.map((name, n) => ({
      deviceId: ids[n] ?? '',
      name,
      operatingSystem: 'Windows 10',
      cells: new Map(fixes.map((fix, k) => [fix, TOLD_CELLS[(n * 5 + k * 3) % TOLD_CELLS.length] ?? never()])),
    })),
  );
  const cells = rowsOf(await textOf(exportCells(db, {}, new AbortController().signal)));
  const bridge = rowsOf(await textOf(exportBridge(db, {})));

  expect(cells).toHaveLength(names.length * fixes.length);
  // 1 to 3: the three totals.
  expect(ends(bridge, 'IT says')).toEqual([
    count(cells, (row) => row.it_says === 'installed'),
    count(cells, (row) => ['installed', 'missing', 'failed'].includes(row.it_says ?? '')),
  ]);
  expect(ends(bridge, 'Agreed')).toEqual([count(cells, (row) => row.verdict === 'proven'), cells.length]);
  expect(ends(bridge, 'InfoSec says')).toEqual([
    count(cells, (row) => row.infosec_says === 'not_reported'),
    count(cells, (row) => row.infosec_says !== 'absent'),
  ]);
  // 4 and 5: each step has the cells of its part and cause, and begins where the one before ended.
  let at = ends(bridge, 'IT says');
  for (const step of bridge) {
    if (step.part === '') {
      expect([step.step, ...ends(bridge, step.step ?? '')]).toEqual([step.step, ...at]);
      continue;
    }
    const own = count(cells, (row) => [row.it_part, row.infosec_part].includes(step.part) && row.cause === step.cause);
    expect([step.part, step.cause, Number(step.cells)]).toEqual([step.part, step.cause, own]);
    expect([Number(step.from_numerator), Number(step.from_denominator)]).toEqual(at);
    at = moved(at, step.part ?? '', own);
    expect([Number(step.to_numerator), Number(step.to_denominator)]).toEqual(at);
  }
});

test('a name that a spreadsheet would take for a formula is kept from it', async () => {
  const text = await textOf(exportCells(database.db, {}, new AbortController().signal));
  expect(text).toContain("'=gamma,");
  expect(text).toContain('"beta, the ""second""",');
  expect(text).not.toMatch(/(^|,)=/m);
});

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  return (await Array.fromAsync(pieces)).join('');
}

/** As a spreadsheet reads it (RFC 4180). */
function rowsOf(csv: string): Record<string, string>[] {
  const [head = [], ...rows] = csv
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

function ends(bridge: readonly Record<string, string>[], name: string): readonly [number, number] {
  const row = bridge.find(({ step }) => step === name);
  return [Number(row?.to_numerator), Number(row?.to_denominator)];
}

function moved([numerator, denominator]: readonly [number, number], part: string, cells: number): [number, number] {
  switch (part) {
    case 'it-not-counted':
      return [numerator, denominator + cells];
    case 'it-not-proven':
      return [numerator - cells, denominator];
    case 'infosec-not-proven':
      return [numerator + cells, denominator];
    default:
      return [numerator, denominator - cells];
  }
}

function never(): never {
  throw new Error('no such cell');
}
