import { expect, test } from 'vitest';
import type { Vulnerability } from '../advisories/knowledge.ts';
import { riskOf } from './risk.ts';

const KNOWN: Readonly<Record<string, Pick<Vulnerability, 'kev' | 'epss'>>> = {
  'CVE-2026-1': { kev: { dateAdded: '2026-01-02', dueDate: null, ransomware: false }, epss: score(0.9) },
  'CVE-2026-2': { kev: null, epss: score(0.25) },
  'CVE-2026-3': { kev: null, epss: null },
};

function score(value: number): Vulnerability['epss'] {
  return { score: value, percentile: value, date: '2026-01-02', model: null };
}

function vulnerability(cve: string): Vulnerability | null {
  const known = KNOWN[cve];
  return known === undefined ? null : { cve, ssvc: null, cvss: [], ...known };
}

test.each([
  ['nothing is left', [], { kevFixes: 0, kevCells: 0, epssWeighted: 0 }],
  [
    'a listed one among others',
    [{ cells: 3, cves: ['CVE-2026-2', 'CVE-2026-1'] }],
    { kevFixes: 1, kevCells: 3, epssWeighted: 2.7 },
  ],
  [
    'none is listed',
    [{ cells: 5, cves: ['CVE-2026-2', 'CVE-2026-3'] }],
    { kevFixes: 0, kevCells: 0, epssWeighted: 1.3 },
  ],
  [
    'vulnerabilities that nobody knows',
    [{ cells: 5, cves: ['CVE-1999-9'] }],
    { kevFixes: 0, kevCells: 0, epssWeighted: 0 },
  ],
  ['a fix without any', [{ cells: 5, cves: [] }], { kevFixes: 0, kevCells: 0, epssWeighted: 0 }],
  [
    'two fixes',
    [
      { cells: 2, cves: ['CVE-2026-1'] },
      { cells: 1, cves: ['CVE-2026-1'] },
    ],
    { kevFixes: 2, kevCells: 3, epssWeighted: 2.7 },
  ],
])('the risk that is left: %s', (_what, open, risk) => {
  expect(riskOf(open, vulnerability)).toEqual(risk);
});
