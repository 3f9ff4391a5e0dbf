import type { Knowledge, Vulnerability } from '@baton/domain/advisories/knowledge.ts';
import { type RuleSet, SHIPPED_RULES } from '@baton/domain/reconciliation/rules/rule-set.ts';
import { severityOfVendorWord, worstSeverity } from '@baton/domain/severity/tier.ts';
import * as store from '@baton/store/evidence/fix-cells.ts';
import type { FixCell, FixEvidence, FixFacts } from './fix-evidence.ts';

/**
 * The cells as reconciliation keeps them, and fixes as knowledge has them. `knowledge` answers with what is loaded now, `rules`
 * with the rule set in force, whose words causes bear.
 */
export function keptEvidence(
  knowledge: () => Promise<Knowledge>,
  rules: () => Promise<RuleSet> = async () => SHIPPED_RULES,
): FixEvidence {
  return {
    async countCells(db, fixIds) {
      return new Map((await store.readFixTotals(db, fixIds)).map(({ fix, ...counts }) => [fix, counts]));
    },
    async countSplits(db, fixIds) {
      return new Map(
        (await store.readSplitTotals(db, fixIds)).map(({ remediationId, ...counts }) => [remediationId, counts]),
      );
    },
    async cells(db, cover, page) {
      const { rows, total } = await store.readCellsOfFix(db, cover, page);
      const words = await rules();
      const checks = (await store.readFixEntries(db, [cover.fix_id]))[0]?.checks ?? [];
      return { rows: rows.map((cell): FixCell => ({ ...cell, nextAction: nextActionOf(cell, words), checks })), total };
    },
    async causes(db, cover) {
      const words = await rules();
      const counts = await store.readCausesOfFix(db, cover);
      return counts.map((count) => ({ ...count, label: count.cause && words.rule(count.cause).label }));
    },
    async facts(db, fixIds) {
      const known = await knowledge();
      return new Map((await store.readFixEntries(db, fixIds)).map((entry) => [entry.fix, factsOf(entry, known)]));
    },
    infosecDeliverers: store.readInfosecDeliverers,
  };
}

function nextActionOf({ verdict, cause }: store.CellOfFix, rules: RuleSet): string | null {
  if (cause !== null) return rules.rule(cause).nextAction;
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
