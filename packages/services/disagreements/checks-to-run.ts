import type { Connection } from '@baton/store/disagreements/chosen-cells.ts';
import type { CheckToRun } from '@baton/store/disagreements/device-requests.ts';
import { readFixEntries } from '@baton/store/evidence/fix-cells.ts';
import type { RelayContext } from '../relay/relay-context.ts';

/** What to look for fixes with: the scanner's own numbers where a report named them; the CVEs of a fix that has none. */
export async function checksToRun(
  db: Connection,
  { evidence }: Pick<RelayContext, 'evidence'>,
  fixes: readonly string[],
): Promise<readonly CheckToRun[]> {
  const entries = await readFixEntries(db, fixes);
  const checks = new Set(entries.flatMap((entry) => entry.checks));
  const without = entries.filter((entry) => entry.checks.length === 0).map(({ fix }) => fix);
  const facts = await evidence.facts(db, without);
  const cves = new Set([...facts.values()].flatMap((fact) => fact.vulnerabilities.map(({ cve }) => cve)));
  return [
    ...[...checks].sort().map((id) => ({ kind: 'check', id }) as const),
    ...[...cves].sort().map((id) => ({ kind: 'cve', id }) as const),
  ];
}
