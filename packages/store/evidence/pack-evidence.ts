import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { EMPTY_CLAIM, EMPTY_LOOK, NO_FIX_NAMES } from '@baton/domain/evidence/empty-report.ts';
import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import type { Flap } from '@baton/domain/evidence/flaps.ts';
import type { Check, Claim, FixNames, Look, ObservedState } from '@baton/domain/evidence/report.ts';
import type { DeviceNames } from '@baton/domain/identity/device-names.ts';
import { StoreError } from '../store-error.ts';

/** What one delivery says of one device, as it is kept. */
export interface Evidence {
  readonly names: DeviceNames;
  readonly state: ObservedState;
  readonly look: Look | null;
  readonly claims: readonly Claim[];
}

export interface PackedEvidence {
  readonly body: Buffer;
  /** What the tool said, a text a claim; null where it said nothing. */
  readonly excerpts: Buffer | null;
}

/** Largest text of a device's evidence: a scan with 20,000 findings has 8 MB. */
const LARGEST_BYTES = 64 * 1024 * 1024;

const NO_NAMES: DeviceNames = {
  shown: '',
  hostnames: [],
  fqdns: [],
  ips: [],
  macs: [],
  biosUuids: [],
  serials: [],
  agentIds: [],
};

/**
 * Packs evidence into one value: JSON without what is null or empty, zstd. 100 claims are 14 KB of text and well under 1 KB
 * packed; packing takes 50 µs, unpacking 60 µs. What the tool said word by word lies apart, because judging does not read it.
 */
export function packEvidence(evidence: Evidence): PackedEvidence {
  const excerpts = evidence.claims.map((claim) => claim.place.excerpt);
  const told = excerpts.some((excerpt) => excerpt !== null);
  return { body: pack(sparseEvidence(evidence)), excerpts: told ? pack(excerpts) : null };
}

/** @param excerpts null leaves every claim without the tool's own words */
export function unpackEvidence(body: Buffer, excerpts: Buffer | null): Evidence {
  return wholeEvidence(unpack(body), excerpts === null ? [] : unpack(excerpts));
}

/** Evidence as text, excerpts included: for staging pieces, where packing each would cost more than it saves. */
export function writeEvidence(evidence: Evidence): string {
  return JSON.stringify([sparseEvidence(evidence), evidence.claims.map((claim) => claim.place.excerpt)]);
}

export function readWrittenEvidence(text: string): Evidence {
  const [facts, excerpts] = parse<readonly [SparseEvidence, readonly (string | null)[]]>(text);
  return wholeEvidence(facts, excerpts);
}

function sparseEvidence({ names, state, look, claims }: Evidence): object {
  return {
    names: sparse(names),
    state: sparse(state),
    look: look === null ? undefined : sparse(look),
    claims: claims.map(({ place, ...claim }) => ({ ...sparse(claim), line: place.line ?? undefined })),
  };
}

function wholeEvidence(facts: SparseEvidence, excerpts: readonly (string | null)[]): Evidence {
  return {
    names: { ...NO_NAMES, ...facts.names },
    state: { ...EMPTY_STATE, ...facts.state },
    look: facts.look === undefined ? null : { ...EMPTY_LOOK, ...facts.look },
    claims: facts.claims.map((claim, index) => wholeClaim(claim, excerpts[index] ?? null)),
  };
}

const NONE: readonly string[] = [];

/** Member by member: judging unpacks every claim of the fleet, and spreading three objects took three times as long. */
function wholeClaim(claim: SparseClaim, excerpt: string | null): Claim {
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

/** Packs the numbers of a scan's checks; Nessus lists some 200,000. */
export function packIds(ids: readonly string[]): Buffer {
  return pack(ids);
}

export function unpackIds(packed: Buffer): readonly string[] {
  return unpack(packed);
}

/** Packs what the history of a source's words comes to. */
export function packFlaps(flaps: readonly Flap[]): Buffer {
  return pack(flaps);
}

export function unpackFlaps(packed: Buffer): readonly Flap[] {
  return unpack(packed);
}

interface SparseEvidence {
  readonly names?: Partial<DeviceNames>;
  readonly state?: Partial<ObservedState>;
  readonly look?: Partial<Look>;
  readonly claims: readonly SparseClaim[];
}

interface SparseClaim extends Partial<Omit<Claim, 'names' | 'check' | 'place'>> {
  readonly names?: Partial<FixNames>;
  readonly check?: Partial<Check>;
  readonly line?: number;
}

/** The same without members that are null or empty; undefined where nothing is left. */
function sparse(value: object): object | undefined {
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

function pack(value: unknown): Buffer {
  return zstdCompressSync(JSON.stringify(value));
}

function unpack<T>(packed: Buffer): T {
  return parse(zstdDecompressSync(packed, { maxOutputLength: LARGEST_BYTES }).toString('utf8'));
}

/** Only this file writes what it reads, so the form is known and is not checked again for every device. */
function parse<T>(text: string): T {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StoreError('unreadable-value', 'Evidence in the database cannot be read; restore it from a backup.', {
      cause,
    });
  }
}
