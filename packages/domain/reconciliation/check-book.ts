import { instantOf } from '../evidence/moment.ts';
import type { PartFamily, ReportScope } from '../evidence/report.ts';
import { DISTRIBUTION_FAMILIES, WINDOWS_FAMILY } from './check-families.ts';
import type { LookRecord } from './device-case.ts';
import { isOtherSystem } from './other-system.ts';
import type { RequiredFix } from './required-fix.ts';

/** A set with at least so many checks is the tool's whole one: Nessus lists some 200,000 then, a template a few thousand. */
const WHOLE_SET = 50_000;

/** A check is of one version of a product: the check for last year's fix says nothing of this year's. */
export function checkKey(product: string, version: string | null): string {
  return version === null || product.startsWith('kb:') ? product : `${product}@${version}`;
}

/** What is known of a check that looks for a fix. */
export interface LearnedCheck {
  readonly family: string | null;
  /** False for a check over the network, which sees a service only where one is exposed: its silence is no look. */
  readonly local: boolean | null;
}

/** What was on of a family that was on in part. */
interface PartOn {
  readonly family: string;
  readonly on: ReadonlySet<string>;
  readonly off: ReadonlySet<string>;
  readonly kbs: ReadonlyMap<string, string>;
}

function partOn({ family, on, off, kbs }: PartFamily): PartOn {
  return { family, on: new Set(on), off: new Set(off), kbs: new Map(Object.entries(kbs)) };
}

/** Which checks look for which fix, learned from what scanners reported anywhere in the fleet. */
export class CheckBook {
  readonly #checks = new Map<string, Map<string, LearnedCheck>>();
  /** The same without those that ask over the network. */
  readonly #localChecks = new Map<string, Map<string, LearnedCheck>>();
  /** Milliseconds since 1970, by fix and check. */
  readonly #dates = new Map<string, Map<string, number>>();
  readonly #ids = new WeakMap<ReportScope, ReadonlySet<string>>();
  readonly #parts = new WeakMap<ReportScope, readonly PartOn[]>();

  /** Remembers that this check reported this product's fix. */
  learn(fixKey: string, checkId: string, check: LearnedCheck): void {
    mapOf(this.#checks, fixKey).set(checkId, check);
    if (check.local === false) this.#localChecks.get(fixKey)?.delete(checkId);
    else mapOf(this.#localChecks, fixKey).set(checkId, check);
  }

  /** Remembers an ISO date on which a check for this fix is told to have come out; the earliest counts. */
  date(fixKey: string, checkId: string, published: string): void {
    const at = instantOf(published);
    const dates = mapOf(this.#dates, fixKey);
    if (at !== null) dates.set(checkId, Math.min(at, dates.get(checkId) ?? at));
  }

  /**
   * Whether a visit could have reported this fix. Silence outside the scope proves nothing, nor does that of a visit which saw
   * another system. Where a report lists its checks one by one, few of them, and none is known for the fix, it is not shown to be
   * in scope.
   */
  inScope(record: LookRecord, fix: RequiredFix, distribution: string | null): boolean {
    const { scope } = record;
    if (isOtherSystem(record, fix, distribution)) return false;
    const known = this.#known(fix);
    const isPart = scope.familiesOff.length > 0 || scope.partFamilies !== undefined;
    if (isPart && !this.#familyOn(scope, known, fix, distribution)) return false;
    if (scope.checks.kind !== 'ids') return true;
    const ids = this.#idsOf(scope, scope.checks.ids);
    for (const id of known.keys()) if (ids.has(id)) return true;
    if (known.size === 0 && ids.size >= WHOLE_SET) return true;
    return this.#partsOf(scope).some((part) => ids.has(part.kbs.get(fix.id) ?? ''));
  }

  /**
   * When the first check for this very fix came out, in milliseconds since 1970: a feed from before it could not see the fault. Null
   * where none is known, or one of them is not dated.
   */
  checkedSince({ product, version }: RequiredFix): number | null {
    const key = checkKey(product, version);
    let first: number | null = null;
    for (const id of this.#checks.get(key)?.keys() ?? []) {
      const at = this.#dates.get(key)?.get(id);
      if (at === undefined) return null;
      if (first === null || at < first) first = at;
    }
    return first;
  }

  /** Checks that look for this fix, ran in a visit that reports it, and did not report it themselves. */
  silentOf(record: LookRecord, fix: RequiredFix): readonly string[] {
    const { scope } = record;
    if (scope.checks.kind === 'unknown') return [];
    const ran = scope.checks.kind === 'ids' ? this.#idsOf(scope, scope.checks.ids) : null;
    const known = this.#known(fix);
    if (known.size === 0) return [];
    const reporting = new Set<string | undefined>();
    for (const finding of fix.infosec) if (finding.record === record) reporting.add(finding.resolved.claim.check?.id);
    const silent: string[] = [];
    for (const [id, { family }] of known) {
      if (reporting.has(id) || ran?.has(id) === false || scope.familiesOff.includes(family ?? '')) continue;
      silent.push(id);
    }
    return silent.sort();
  }

  /** The checks whose silence says something of this fix: for packages and KBs only those that read the device itself. */
  #known(fix: RequiredFix): ReadonlyMap<string, LearnedCheck> {
    const checks = fix.kind === 'package' || fix.kind === 'kb' ? this.#localChecks : this.#checks;
    // A check for a fix that this one replaces says nothing of this one.
    const ofProduct = checks.get(fix.product) ?? NO_CHECKS;
    const key = checkKey(fix.product, fix.version);
    const ofVersion = key === fix.product ? NO_CHECKS : (checks.get(key) ?? NO_CHECKS);
    if (ofVersion.size === 0) return ofProduct;
    return ofProduct.size === 0 ? ofVersion : new Map([...ofProduct, ...ofVersion]);
  }

  #familyOn(
    scope: ReportScope,
    known: ReadonlyMap<string, LearnedCheck>,
    fix: RequiredFix,
    distribution: string | null,
  ): boolean {
    const off = new Set(scope.familiesOff);
    const ofChecks = [...known.values()].flatMap(({ family }) => family ?? []);
    const usual = usualFamily(fix, distribution);
    const families = ofChecks.length > 0 ? ofChecks : usual === null ? [] : [usual];
    if (families.length === 0) return true;
    return families.some((family) => !off.has(family) && this.#ranInPart(scope, family, known, fix));
  }

  /** Whether a check for this fix was on in a family of which only some were; a list of all checks that ran says it better. */
  #ranInPart(scope: ReportScope, family: string, known: ReadonlyMap<string, LearnedCheck>, fix: RequiredFix): boolean {
    const part = scope.checks.kind === 'ids' ? undefined : this.#partsOf(scope).find((one) => one.family === family);
    if (part === undefined) return true;
    const ids = [...known.keys()];
    if (part.on.size === 0) return ids.length === 0 || ids.some((id) => !part.off.has(id));
    return ids.some((id) => part.on.has(id)) || part.kbs.has(fix.id);
  }

  #partsOf(scope: ReportScope): readonly PartOn[] {
    let parts = this.#parts.get(scope);
    if (!parts) {
      parts = (scope.partFamilies ?? []).map(partOn);
      this.#parts.set(scope, parts);
    }
    return parts;
  }

  #idsOf(scope: ReportScope, ids: readonly string[]): ReadonlySet<string> {
    let set = this.#ids.get(scope);
    if (!set) {
      set = new Set(ids);
      this.#ids.set(scope, set);
    }
    return set;
  }
}

const NO_CHECKS: ReadonlyMap<string, LearnedCheck> = new Map();

function mapOf<T>(maps: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const fresh = new Map<string, T>();
  maps.set(key, fresh);
  return fresh;
}

function usualFamily(fix: RequiredFix, distribution: string | null): string | null {
  if (fix.kind === 'kb') return WINDOWS_FAMILY;
  if (fix.kind === 'package') return DISTRIBUTION_FAMILIES[distribution?.split(':')[0] ?? ''] ?? null;
  return fix.kind === 'application' ? 'Windows' : null;
}
