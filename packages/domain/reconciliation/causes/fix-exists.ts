import { type EndOfLife, endOfProduct, endOfSystem, isOfRelease } from '../../advisories/end-of-life.ts';
import type { CellFacts } from '../facts.ts';

/** Whether there is something to deploy: nobody says that there is no fix, and the product still gets fixes. */
export function fixExists(facts: CellFacts): boolean {
  return facts.fix.vendorStatus === null && endedLife(facts) === null;
}

/** Editions that are serviced for longer than the release that they are named after, and are not told apart by it. */
const LONGER_SERVICED = /\bLTS[BC]\b|\bIoT\b|\bESM\b|\bESU\b/i;

/**
 * The end of the device's system or of the product's version line, where it has passed and no newer fix of that line is known.
 * Null for a KB, and wherever a fixed version of the same line is asked for: then there is one.
 */
export function endedLife(facts: CellFacts): EndOfLife | null {
  const { fix, infosec, now, device, knowledge } = facts;
  const claim = infosec?.finding?.resolved.claim;
  if (!claim || fix.kind === 'kb') return null;
  const product = fix.kind === 'application' ? endOfProduct(fix.name, claim.installedVersion, knowledge) : null;
  if (product !== null) {
    const asked = fix.version ?? claim.requiredVersion;
    return hasPassed(product, now) && (asked === null || !isOfRelease(asked, product.release)) ? product : null;
  }
  if (fix.version !== null || claim.requiredVersion !== null || isLongerServiced(device)) return null;
  const system = endOfSystem(facts.distribution, knowledge);
  return system !== null && hasPassed(system, now) ? system : null;
}

const DAY_MS = 86_400_000;

/** The last day counts whole. */
function hasPassed({ endsOn }: EndOfLife, now: number): boolean {
  return now >= Date.parse(endsOn) + DAY_MS;
}

function isLongerServiced({ it }: CellFacts['device']): boolean {
  return it.some(({ state }) => LONGER_SERVICED.test(state.operatingSystem ?? ''));
}
