import type { Vulnerability } from '../advisories/knowledge.ts';

/** Cells of one fix that are not proven and not excepted, with the vulnerabilities that the fix removes. */
export interface LeftOpen {
  readonly cells: number;
  readonly cves: readonly string[];
}

export interface Risk {
  /** Fixes that remove a vulnerability of CISA's catalogue of known exploited ones, and are not proven everywhere. */
  readonly kevFixes: number;
  readonly kevCells: number;
  /** Sum over open cells of the highest EPSS score of their fix, to a tenth. */
  readonly epssWeighted: number;
}

/**
 * How much risk is left. A fix that only findings name counts by the vulnerabilities that they name, as its remediation does.
 * Which is listed, and how likely it is exploited, is asked as it is known now: so two moments differ by work alone.
 */
export function riskOf(open: readonly LeftOpen[], vulnerability: (cve: string) => Vulnerability | null): Risk {
  let [kevFixes, kevCells, weighted] = [0, 0, 0];
  for (const { cells, cves } of open) {
    const known = cves.flatMap((cve) => vulnerability(cve) ?? []);
    weighted += cells * Math.max(0, ...known.map(({ epss }) => epss?.score ?? 0));
    if (known.every(({ kev }) => kev === null)) continue;
    kevFixes += 1;
    kevCells += cells;
  }
  return { kevFixes, kevCells, epssWeighted: Math.round(weighted * 10) / 10 };
}
