import type { Knowledge, Vulnerability } from '@baton/domain/advisories/knowledge.ts';
import { causeRule } from '@baton/domain/reconciliation/causes/registry.ts';
import { severityOfVendorWord, worstSeverity } from '@baton/domain/severity/tier.ts';
import * as store from '@baton/store/evidence/fix-cells.ts';
import type { FixCell, FixEvidence, FixFacts } from './fix-evidence.ts';

/** The cells as reconciliation keeps them, and fixes as knowledge has them. `knowledge` answers with what is loaded now. */
export function keptEvidence(knowledge: () => Promise<Knowledge>): FixEvidence {
  return {
    async countCells(db, fixIds) {
      return new Map((await store.readFixTotals(db, fixIds)).map(({ fix, ...counts }) => [fix, counts]));
    },
    async cells(db, fixId, page) {
      const { rows, total } = await store.readCellsOfFix(db, fixId, page);
      const checks = (await store.readFixEntries(db, [fixId]))[0]?.checks ?? [];
      return { rows: rows.map((cell): FixCell => ({ ...cell, nextAction: nextActionOf(cell), checks })), total };
    },
    causes: store.readCausesOfFix,
    async facts(db, fixIds) {
      const known = await knowledge();
      return new Map((await store.readFixEntries(db, fixIds)).map((entry) => [entry.fix, factsOf(entry, known)]));
    },
    infosecDeliverers: store.readInfosecDeliverers,
  };
}

function nextActionOf({ verdict, cause }: store.CellOfFix): string | null {
  if (cause !== null) return causeRule(cause).nextAction;
  return verdict === 'open' ? 'Deploy' : null;
}

function factsOf(entry: store.FixEntry, knowledge: Knowledge): FixFacts {
  const fix = knowledge.fix(entry.fix);
  return {
    title: fix?.title ?? entry.title,
    version: fix?.version ?? entry.version,
    vulnerabilities: (fix?.cves ?? entry.toldCves).map(
      (cve) => knowledge.vulnerability(cve) ?? unknownVulnerability(cve),
    ),
    // A scanner's word stands in where neither vendor nor distribution is known.
    vendorSeverity: fix
      ? severityOfVendorWord(fix.severity)
      : worstSeverity(entry.toldSeverities.map(severityOfVendorWord)),
    published: fix?.published ?? null,
    replaces: entry.folded,
  };
}

function unknownVulnerability(cve: string): Vulnerability {
  return { cve, kev: null, epss: null, ssvc: null, cvss: [] };
}
