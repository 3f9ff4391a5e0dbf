import type { Ssvc } from '@baton/domain/advisories/knowledge.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { currentBundle } from '@baton/store/knowledge/bundles.ts';
import { type KnownFix, readKnownFix, searchFixes } from '@baton/store/knowledge/search-fixes.ts';
import { currentKnowledge } from '../load-knowledge/current-knowledge.ts';
import { ServiceError } from '../service-error.ts';

/** Which advisories are known, from where and how old. */
export async function readKnowledgeState(db: Database) {
  const bundle = await currentBundle(db);
  if (bundle === undefined)
    return { date: null, loadedAt: null, sha256: null, sources: [], fixes: 0, vulnerabilities: 0 };
  return {
    date: bundle.date,
    loadedAt: bundle.loaded_at,
    sha256: bundle.sha256,
    sources: [...bundle.sources],
    fixes: bundle.fixes,
    vulnerabilities: bundle.vulnerabilities,
  };
}

export interface FixQuery {
  readonly search?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
  readonly sort?: string | undefined;
}

export async function listFixes(db: Database, { search, page, pageSize, sort }: FixQuery) {
  const { rows, total } = await searchFixes(db, search, { limit: pageSize, offset: (page - 1) * pageSize, sort });
  return { rows: rows.map(fixRow), total };
}

function fixRow(fix: KnownFix) {
  const { key, title, product, version, published, cves, kev, highest_epss } = fix;
  return { fix: key, title, product, version, published, cves, kev, highestEpss: highest_epss };
}

/** One fix with the vulnerabilities that it removes. */
export async function getFix(db: Database, id: string) {
  const row = await readKnownFix(db, id);
  const knowledge = await currentKnowledge(db);
  const fix = knowledge.fix(id);
  if (row === undefined || fix === null) {
    throw new ServiceError('not-found', `No advisory that Baton knows is about ${id}.`, {
      where: 'params.fix',
      hint: 'Load a newer bundle of advisories.',
    });
  }
  const kb = knowledge.kb(id);
  const vulnerabilities = fix.cves.map((cve) => {
    const known = knowledge.vulnerability(cve);
    const cvss = known?.cvss.toSorted((a, b) => (a.version < b.version ? 1 : -1))[0];
    return {
      cve,
      kev: known?.kev?.dateAdded ?? null,
      epss: known?.epss?.score ?? null,
      cvss: cvss === undefined ? null : `${cvss.score.toFixed(1)} (CVSS ${cvss.version})`,
      ssvc: known?.ssvc == null ? null : ssvcWords(known.ssvc),
    };
  });
  return {
    ...fixRow(row),
    // Catalogues have KBs that replace themselves.
    supersedes: (kb?.supersedes ?? []).filter((other) => other !== kb?.kb),
    supersededBy: [...(kb?.supersededBy ?? [])],
    vulnerabilities: vulnerabilities.toSorted(
      (a, b) => Number(b.kev !== null) - Number(a.kev !== null) || (b.epss ?? 0) - (a.epss ?? 0),
    ),
  };
}

/** "exploitation active, automatable, total impact" */
function ssvcWords({ exploitation, automatable, technicalImpact }: Ssvc): string {
  const words = [
    exploitation === null ? null : `exploitation ${exploitation}`,
    automatable === null ? null : automatable ? 'automatable' : 'not automatable',
    technicalImpact === null ? null : `${technicalImpact} impact`,
  ];
  return words.filter((word) => word !== null).join(', ');
}
