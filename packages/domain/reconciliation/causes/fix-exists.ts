import { type EndOfLife, endOfProduct, endOfSystem, isOfRelease } from '../../advisories/end-of-life.ts';
import type { Knowledge } from '../../advisories/knowledge.ts';
import { distributionOf } from '../collect-fixes.ts';
import type { CellFacts } from '../facts.ts';
import type { PreparedDevice } from '../prepared-device.ts';

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

/** From when on a life has ended: the last day counts whole. Milliseconds since 1970. */
function endedFrom({ endsOn }: EndOfLife): number {
  return Date.parse(endsOn) + DAY_MS;
}

function hasPassed(end: EndOfLife, now: number): boolean {
  return now >= endedFrom(end);
}

/** Every moment at which `endedLife` may begin to answer for a cell of the device. Milliseconds since 1970. */
export function* lifeEnds({ device, fixes }: PreparedDevice, knowledge: Knowledge): Generator<number> {
  let asksForSystem = false;
  for (const { kind, name, infosec } of fixes) {
    if (kind === 'kb') continue;
    asksForSystem ||= infosec.length > 0;
    if (kind !== 'application') continue;
    for (const { resolved } of infosec) {
      const end = endOfProduct(name, resolved.claim.installedVersion, knowledge);
      if (end !== null) yield endedFrom(end);
    }
  }
  const system = asksForSystem ? endOfSystem(distributionOf(device), knowledge) : null;
  if (system !== null) yield endedFrom(system);
}

function isLongerServiced({ it }: CellFacts['device']): boolean {
  return it.some(({ state }) => LONGER_SERVICED.test(state.operatingSystem ?? ''));
}
