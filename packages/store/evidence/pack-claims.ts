import type { Claim } from '@baton/domain/evidence/report.ts';
import { StoreError } from '../store-error.ts';
import { type SparseClaim, sparseClaim } from './sparse-claim.ts';

/** Claims of one device, apart by what other devices' say too and what is the device's own. */
export interface PackedClaims {
  /** Times that claims of this device tell; the first tells none. */
  readonly times: readonly OwnTimes[];
  /**
   * Two numbers a claim: which claim without its times, and which of `times`. Claims from 0 on are the device's own lines; −1 is the
   * first of the page that it shares with others, −2 the second.
   */
  readonly claims: readonly number[];
  /** Line of each claim in its file, where the file has lines. */
  readonly lines?: readonly (number | null)[] | undefined;
}

/** Claims of several devices. */
export interface PackedTogether {
  /** What at least two of them say alike: JSON of a sparse claim each, without times and lines. */
  readonly page: readonly string[];
  /** A device each, in their order; `alike` is what it alone says, in the form of the page. */
  readonly devices: readonly { readonly packed: PackedClaims; readonly alike: readonly string[] }[];
}

type OwnTimes = Partial<Pick<SparseClaim, 'installedAt' | 'observedAt'>>;

/** What goes on a page at most, in characters; the rest stays with each device. */
const LARGEST_PAGE = 8 * 1024 * 1024;

export function packClaims(devices: readonly (readonly Claim[])[]): PackedTogether {
  const texts = new Numbering();
  const sharing = new Sharing();
  const numbered = devices.map((claims, device) => {
    const times = new Numbering();
    times.of('{}');
    const pairs: number[] = [];
    for (const claim of claims) {
      const { line: _, installedAt, observedAt, ...rest } = sparseClaim(claim);
      const number = texts.of(JSON.stringify(rest));
      sharing.note(number, device);
      pairs.push(number, times.of(JSON.stringify({ installedAt, observedAt })));
    }
    return { pairs, times: times.texts().map((text): OwnTimes => JSON.parse(text)), lines: linesOf(claims) };
  });
  const all = texts.texts();
  const { page, placeOf } = pageOf(all, sharing);
  return {
    page,
    devices: numbered.map(({ pairs, times, lines }) => {
      const own = new Map<number, number>();
      const claims = pairs.map((number, at) =>
        at % 2 === 0 ? (placeOf.get(number) ?? ownPlace(own, number)) : number,
      );
      return {
        packed: { times, claims, ...(lines === null ? {} : { lines }) },
        alike: [...own.keys()].map((number) => all[number] ?? ''),
      };
    }),
  };
}

function linesOf(claims: readonly Claim[]): readonly (number | null)[] | null {
  const lines = claims.map(({ place }) => place.line);
  return lines.some((line) => line !== null) ? lines : null;
}

function pageOf(texts: readonly string[], sharing: Sharing) {
  const page: string[] = [];
  const placeOf = new Map<number, number>();
  let room = LARGEST_PAGE;
  for (const [number, text] of texts.entries()) {
    if (!sharing.isShared(number) || text.length > room) continue;
    room -= text.length;
    page.push(text);
    placeOf.set(number, -page.length);
  }
  return { page, placeOf };
}

function ownPlace(own: Map<number, number>, number: number): number {
  const known = own.get(number);
  if (known !== undefined) return known;
  own.set(number, own.size);
  return own.size - 1;
}

/** Which texts more than one device says. */
class Sharing {
  readonly #first = new Map<number, number>();
  readonly #shared = new Set<number>();

  note(number: number, device: number): void {
    const first = this.#first.get(number);
    if (first === undefined) this.#first.set(number, device);
    else if (first !== device) this.#shared.add(number);
  }

  isShared(number: number): boolean {
    return this.#shared.has(number);
  }
}

/** What a device's claims are unpacked from, beside their numbers. */
export interface ClaimSources {
  /** A claim for each line of the device's own. */
  readonly own: readonly Claim[];
  /** Those of the page that it shares with others. */
  readonly page: readonly Claim[];
  /** The tool's own words, a text a claim; null where nobody will ask for them, nor for the place in the file. */
  readonly excerpts: readonly (string | null)[] | null;
}

export function unpackClaims(
  { times, claims, lines = [] }: PackedClaims,
  { own, page, excerpts }: ClaimSources,
): readonly Claim[] {
  const unpacked: Claim[] = [];
  for (let at = 0; at < claims.length; at += 2) {
    const number = claims[at] ?? 0;
    const claim = number < 0 ? page[-number - 1] : own[number];
    const time = claims[at + 1] ?? 0;
    const index = at / 2;
    if (claim === undefined) {
      throw new StoreError(
        'unreadable-value',
        `Claim ${index + 1} of a device's evidence is not there; restore the database from a backup.`,
      );
    }
    const line = excerpts === null ? null : (lines[index] ?? null);
    const excerpt = excerpts?.[index] ?? null;
    unpacked.push(time === 0 && line === null && excerpt === null ? claim : withOwn(claim, times[time], line, excerpt));
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
