import type { Claim } from '@baton/domain/evidence/report.ts';
import { StoreError } from '../store-error.ts';
import { type SparseClaim, sparseClaim } from './sparse-claim.ts';

/** Claims of one device, apart by what other devices' say too and what is the device's own. */
export interface PackedClaims {
  /** JSON of a sparse claim each, without times and lines: a fleet's devices have the same few thousand of these. */
  readonly alike: readonly string[];
  /** Times that claims of this device tell; the first tells none. */
  readonly times: readonly OwnTimes[];
  /** Two numbers a claim: which of `alike`, which of `times`. */
  readonly claims: readonly number[];
  /** Line of each claim in its file, where the file has lines. */
  readonly lines?: readonly (number | null)[] | undefined;
}

type OwnTimes = Partial<Pick<SparseClaim, 'installedAt' | 'observedAt'>>;

export function packClaims(claims: readonly Claim[]): PackedClaims {
  const alike = new Numbering();
  const times = new Numbering();
  times.of('{}');
  const pairs: number[] = [];
  for (const claim of claims) {
    const { line: _, installedAt, observedAt, ...rest } = sparseClaim(claim);
    pairs.push(alike.of(JSON.stringify(rest)), times.of(JSON.stringify({ installedAt, observedAt })));
  }
  const lines = claims.map(({ place }) => place.line);
  return {
    alike: alike.texts(),
    times: times.texts().map((text) => JSON.parse(text)),
    claims: pairs,
    ...(lines.some((line) => line !== null) ? { lines } : {}),
  };
}

/**
 * @param shared a claim for each of `alike`
 * @param excerpts a text a claim; empty where nobody will ask for the tool's own words
 */
export function unpackClaims(
  { times, claims, lines = [] }: Omit<PackedClaims, 'alike'>,
  shared: readonly Claim[],
  excerpts: readonly (string | null)[],
): readonly Claim[] {
  const unpacked: Claim[] = [];
  for (let at = 0; at < claims.length; at += 2) {
    const claim = shared[claims[at] ?? 0];
    const own = claims[at + 1] ?? 0;
    const index = at / 2;
    if (claim === undefined) {
      throw new StoreError(
        'unreadable-value',
        `Claim ${index + 1} of a device's evidence is not there; restore the database from a backup.`,
      );
    }
    const line = lines[index] ?? null;
    const excerpt = excerpts[index] ?? null;
    unpacked.push(own === 0 && line === null && excerpt === null ? claim : withOwn(claim, times[own], line, excerpt));
  }
  return unpacked;
}

/** Member by member, as in sparse-claim.ts: this is done for every claim of the fleet that tells a time. */
function withOwn(claim: Claim, own: OwnTimes | undefined, line: number | null, excerpt: string | null): Claim {
  return {
    says: claim.says,
    raw: claim.raw,
    names: claim.names,
    installedVersion: claim.installedVersion,
    requiredVersion: claim.requiredVersion,
    installedAt: own?.installedAt ?? null,
    observedAt: own?.observedAt ?? null,
    path: claim.path,
    exitCode: claim.exitCode,
    approved: claim.approved,
    vendorStatus: claim.vendorStatus,
    channel: claim.channel,
    remnant: claim.remnant,
    check: claim.check,
    severity: claim.severity,
    cvss: claim.cvss,
    port: claim.port,
    place: line === null && excerpt === null ? claim.place : { line, excerpt },
  };
}

/** Gives equal texts one number, in the order in which they come. */
class Numbering {
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const fresh = this.#numbers.size;
    this.#numbers.set(text, fresh);
    return fresh;
  }

  texts(): readonly string[] {
    return [...this.#numbers.keys()];
  }
}
