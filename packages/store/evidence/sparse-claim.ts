import { EMPTY_CLAIM, NO_FIX_NAMES } from '@baton/domain/evidence/empty-report.ts';
import type { Check, Claim, FixNames } from '@baton/domain/evidence/report.ts';

/** A claim without what is null or empty, and without the tool's own words. */
export interface SparseClaim extends Partial<Omit<Claim, 'names' | 'check' | 'place'>> {
  readonly names?: Partial<FixNames>;
  readonly check?: Partial<Check>;
  readonly line?: number;
}

export function sparseClaim({ place, ...claim }: Claim): SparseClaim {
  return { ...sparse(claim), ...(place.line === null ? {} : { line: place.line }) };
}

const NONE: readonly string[] = [];

/** Member by member: spreading three objects took three times as long. */
export function wholeClaim(claim: SparseClaim, excerpt: string | null): Claim {
  return {
    says: claim.says ?? EMPTY_CLAIM.says,
    raw: claim.raw ?? '',
    names: claim.names === undefined ? NO_FIX_NAMES : wholeNames(claim.names),
    installedVersion: claim.installedVersion ?? null,
    requiredVersion: claim.requiredVersion ?? null,
    installedAt: claim.installedAt ?? null,
    observedAt: claim.observedAt ?? null,
    path: claim.path ?? null,
    exitCode: claim.exitCode ?? null,
    approved: claim.approved ?? null,
    vendorStatus: claim.vendorStatus ?? null,
    channel: claim.channel ?? null,
    remnant: claim.remnant ?? null,
    check: claim.check === undefined ? null : wholeCheck(claim.check),
    severity: claim.severity ?? null,
    cvss: claim.cvss ?? NONE,
    port: claim.port ?? null,
    place: { line: claim.line ?? null, excerpt },
  };
}

function wholeNames(names: Partial<FixNames>): FixNames {
  return {
    kbs: names.kbs ?? NONE,
    package: names.package ?? null,
    application: names.application ?? null,
    cves: names.cves ?? NONE,
    supersededBy: names.supersededBy ?? NONE,
    title: names.title ?? null,
  };
}

function wholeCheck(check: Partial<Check>): Check {
  return {
    tool: check.tool ?? '',
    id: check.id ?? '',
    name: check.name ?? '',
    family: check.family ?? null,
    published: check.published ?? null,
    modified: check.modified ?? null,
    local: check.local ?? null,
  };
}

/** The same without members that are null or empty; undefined where nothing is left. */
export function sparse(value: object): object | undefined {
  let kept: Record<string, unknown> | undefined;
  for (const [key, member] of Object.entries(value)) {
    if (member === null || member === undefined || (Array.isArray(member) && member.length === 0)) continue;
    const told = typeof member === 'object' && !Array.isArray(member) ? sparse(member) : member;
    if (told === undefined) continue;
    kept ??= {};
    kept[key] = told;
  }
  return kept;
}
