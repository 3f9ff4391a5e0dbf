import { compareFixVersions } from '../advisories/compare-fix-versions.ts';
import { instantOf } from '../evidence/moment.ts';
import { isFinished, type LookRecord, seenAt } from './device-case.ts';
import type { ReconcileContext } from './reconcile-context.ts';
import type { Finding, RequiredFix } from './required-fix.ts';

/**
 * What of InfoSec's findings still stands for the fix that is needed now. A finding about an older fix that it replaces is over
 * when a later visit that would have reported the older one (logged in, with its check in scope, by a feed as new) did not:
 * last month's hole was closed, and says nothing of this month's.
 */
export function standingFindings(
  fix: RequiredFix,
  looks: readonly LookRecord[],
  context: Pick<ReconcileContext, 'checks'>,
  distribution: string | null,
): readonly Finding[] {
  let over: Set<Finding> | undefined;
  for (const finding of fix.infosec) {
    const older = olderFix(finding, fix, distribution);
    if (older === null || !looks.some((look) => closes(look, finding, older, context, distribution))) continue;
    over ??= new Set();
    over.add(finding);
  }
  // On most cells all of them stand: then no list is made.
  return over === undefined ? fix.infosec : fix.infosec.filter((finding) => !over.has(finding));
}

/** The older fix that a finding asked for; null where it asks for the needed one, or does not say which. */
function olderFix({ resolved }: Finding, fix: RequiredFix, distribution: string | null): RequiredFix | null {
  const { product, version } = resolved;
  const isOlder =
    fix.kind === 'kb'
      ? product !== fix.product
      : version !== null && fix.version !== null && compareFixVersions(version, fix.version, distribution) === -1;
  return isOlder ? { ...fix, product, version, folded: [] } : null;
}

function closes(
  look: LookRecord,
  finding: Finding,
  older: RequiredFix,
  context: Pick<ReconcileContext, 'checks'>,
  distribution: string | null,
): boolean {
  if (!look.look.reached || look.look.authenticated !== true || seenAt(look) <= seenAt(finding.record)) return false;
  if (!isFinished(look) || older.infosec.some(({ record }) => record === look)) return false;
  const feed = instantOf(look.scope.feedDate);
  const feedThen = instantOf(finding.record.scope.feedDate);
  if (feed !== null && feedThen !== null && feed < feedThen) return false;
  return context.checks.inScope(look, older, distribution);
}
