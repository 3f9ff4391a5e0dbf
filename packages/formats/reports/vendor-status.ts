import type { VendorStatus } from '@baton/domain/evidence/report.ts';

/** Words are shorter; texts come from other people's files. */
const LONGEST = 200;

/** Words that tell of a fix, or of none needed: they go first, because "not affected" holds "affected". */
const FIXED =
  /^(?:fixed|resolved|released|patched|yes|true|available|fix(?:ed)? (?:is )?available|patch available|update available|supported|active|maintained|(?:is )?not (?:vulnerable|affected|applicable)|dne|n\/?a|none|unknown|no (?:fix|patch|update)s? (?:is )?(?:needed|required|necessary|missing|pending)|-)$/;
const END_OF_LIFE =
  /\bend of (?:life|support|service|maintenance|sale|extended support)\b|\beo[lsm]\b|\beosl\b|\bseol\b|\bunsupported\b|\bno longer (?:supported|maintained|updated)\b|\bnot supported\b|\bout of support(?: scope)?\b|\bdiscontinued\b|\bretired\b|\bobsolete\b|\bend of lifed\b/;
const WILL_NOT_FIX =
  /\bwon ?t (?:be )?fix(?:ed)?\b|\bwont ?fix\b|\bwill not (?:be )?(?:fix(?:ed)?|patch(?:ed)?|address(?:ed)?)\b|\bno fix (?:is )?planned\b|\bfix not planned\b|\bnot planned\b|\bno patch planned\b|\bignored\b|\bno dsa\b/;
const NO_FIX_YET =
  /\bfix deferred\b|\bdeferred\b|\bpostponed\b|\bnot (?:yet )?(?:fixed|patched|available)\b|\bno (?:known )?(?:fix|patch|solution|update|remediation)(?: (?:is )?(?:yet|available|released))?\b|\bunfixed\b|\bunpatched\b|\bunresolved\b|\bunder investigation\b|\bnone available\b|\b(?:patch|fix) (?:is )?(?:pending|not available|unavailable|in progress)\b|^(?:affected|vulnerable|needed|pending|unavailable|in triage|in progress|fix pending)$/;

/**
 * What a column about the vendor's fix says ("will_not_fix", "Fix deferred", "End of life", "No"): the words of Red Hat's and
 * Ubuntu's trackers, Trivy, Grype and people. Null where it tells of a fix, or says nothing to us.
 */
export function vendorStatusOf(text: string): VendorStatus | null {
  const words = plainWords(text);
  if (words === '' || FIXED.test(words)) return null;
  if (END_OF_LIFE.test(words)) return 'end-of-life';
  if (WILL_NOT_FIX.test(words)) return 'will-not-fix';
  return NO_FIX_YET.test(words) ? 'no-fix-yet' : null;
}

/** The same in a column of the patch's own status, where "pending", "open" and "deferred" are about IT's work and not the vendor's. */
export function vendorStatusInStatus(text: string): VendorStatus | null {
  const words = plainWords(text);
  if (/\bend of (?:life|support)\b|\beosl\b|\beol\b/.test(words)) return 'end-of-life';
  if (/\bwo?n ?t (?:be )?fix|\bwont ?fix\b|\bwill not (?:be )?(?:fix|patch)/.test(words)) return 'will-not-fix';
  return /\bfix deferred\b|\bno (?:known )?(?:fix|patch)(?: is)?(?: yet)?(?: available)?(?: yet)?$|^(?:affected|unfixed|under investigation)$/.test(
    words,
  )
    ? 'no-fix-yet'
    : null;
}

/** "will_not_fix", "(won't fix)" and "Won’t Fix" in one form. */
function plainWords(text: string): string {
  return text
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/['’]/g, ' ')
    .replace(/[\s_()[\]."-]+/g, ' ')
    .trim();
}
