import { deflateSync, inflateSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { EMPTY_LOOK } from '@baton/domain/evidence/empty-report.ts';
import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import type { Flap } from '@baton/domain/evidence/flaps.ts';
import type { Claim, Look, ObservedState } from '@baton/domain/evidence/report.ts';
import type { DeviceNames } from '@baton/domain/identity/device-names.ts';
import { StoreError } from '../store-error.ts';
import { type PackedClaims, packClaims, unpackClaims } from './pack-claims.ts';
import { SharedClaims } from './shared-claims.ts';
import { type SparseClaim, sparse, sparseClaim, wholeClaim } from './sparse-claim.ts';

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

/** The evidence of several devices. */
export interface PackedBatch {
  /** What at least two of them say alike; null where no two do. Each that is packed names its lines by number. */
  readonly page: Buffer | null;
  /** A device each, in their order. */
  readonly packed: readonly PackedEvidence[];
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

/** A row of PostgreSQL that is no longer lies whole on its page, so that packing a shorter text saves nothing that is worth unpacking it. */
const LARGEST_PLAIN_BYTES = 1500;

/**
 * Packs evidence into one value a device: a line of JSON with what is the device's own, then a line for each thing that it says and
 * no other of the batch does. What several say stands on their page once, so that judging recognises it once and not for each device
 * (decisions 0077 and 0085). Of 100 claims well under 1 KB stays. What the tool said word by word lies apart, because judging does
 * not read it.
 */
export function packEvidence(batch: readonly Evidence[]): PackedBatch {
  const { page, devices } = packClaims(batch.map(({ claims }) => claims));
  return {
    page: page.length === 0 ? null : deflateSync(page.join('\n')),
    packed: batch.map((evidence, index) => {
      const { packed = NO_CLAIMS, alike = [] } = devices[index] ?? {};
      const excerpts = evidence.claims.map((claim) => claim.place.excerpt);
      const told = excerpts.some((excerpt) => excerpt !== null);
      const { claims: _, ...frame } = sparseEvidence({ ...evidence, claims: [] });
      return {
        body: bodyOf([JSON.stringify({ ...frame, ...packed }), ...alike].join('\n')),
        excerpts: told ? pack(excerpts) : null,
      };
    }),
  };
}

const NO_CLAIMS: PackedClaims = { times: [], claims: [] };

function bodyOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  return bytes.length <= LARGEST_PLAIN_BYTES ? bytes : deflateSync(bytes);
}

/** What is kept of one device’s evidence, and what it is unpacked with. */
export interface KeptForm {
  readonly body: Buffer;
  /** Undefined where nobody will ask for the tool's own words, nor for the place in its file. */
  readonly excerpts?: Buffer | null;
  /** The page that it shares with others, as `unpackPage` reads it; empty where it has none. */
  readonly page: readonly Claim[];
}

/** The names alone, without what is said beside them. */
export function unpackNames(body: Buffer): DeviceNames {
  if (isZstd(body)) return { ...NO_NAMES, ...unpack<SparseEvidence>(body).names };
  return wholeFrame(headOf(linesOf(body))).names;
}

export function unpackEvidence({ body, excerpts, page }: KeptForm): Evidence {
  const words = !excerpts ? [] : unpack<readonly (string | null)[]>(excerpts);
  // What was kept before claims were packed alike is read as it was written.
  if (isZstd(body)) return wholeEvidence(unpack(body), words);
  const lines = linesOf(body);
  const head = headOf(lines);
  const headEnd = lines.indexOf('\n');
  const own = headEnd === -1 ? [] : SHARED.readLines(lines, headEnd + 1);
  return {
    ...wholeFrame(head),
    claims: unpackClaims(head, { own, page, excerpts: excerpts === undefined ? null : words }),
  };
}

function linesOf(body: Buffer): Buffer {
  return body[0] === OPENING_BRACE ? body : inflate(body);
}

/** The first line: what is the device's own. */
function headOf(lines: Buffer): OwnEvidence {
  const end = lines.indexOf('\n');
  return parse<OwnEvidence>(lines.toString('utf8', 0, end === -1 ? lines.length : end));
}

/** The claims of a page, in their order. */
export function unpackPage(page: Buffer): readonly Claim[] {
  return SHARED.readLines(inflate(page), 0);
}

const SHARED = new SharedClaims();

interface OwnEvidence extends Omit<SparseEvidence, 'claims'>, PackedClaims {}

/** Evidence as text, excerpts included: for staging pieces, where packing each would cost more than it saves. */
export function writeEvidence(evidence: Evidence): string {
  return JSON.stringify([sparseEvidence(evidence), evidence.claims.map((claim) => claim.place.excerpt)]);
}

export function readWrittenEvidence(text: string): Evidence {
  const [facts, excerpts] = parse<readonly [SparseEvidence, readonly (string | null)[]]>(text);
  return wholeEvidence(facts, excerpts);
}

function sparseEvidence({ names, state, look, claims }: Evidence): SparseEvidence {
  return {
    names: sparse(names),
    state: sparse(state),
    look: look === null ? undefined : (sparse(look) ?? {}),
    claims: claims.map(sparseClaim),
  };
}

function wholeEvidence(facts: SparseEvidence, excerpts: readonly (string | null)[]): Evidence {
  return {
    ...wholeFrame(facts),
    claims: facts.claims.map((claim, index) => wholeClaim(claim, excerpts[index] ?? null)),
  };
}

function wholeFrame({ names, state, look }: Omit<SparseEvidence, 'claims'>): Omit<Evidence, 'claims'> {
  return {
    names: { ...NO_NAMES, ...names },
    state: { ...EMPTY_STATE, ...state },
    look: look === undefined ? null : { ...EMPTY_LOOK, ...look },
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
  readonly names?: Partial<DeviceNames> | undefined;
  readonly state?: Partial<ObservedState> | undefined;
  readonly look?: Partial<Look> | undefined;
  readonly claims: readonly SparseClaim[];
}

function pack(value: unknown): Buffer {
  return zstdCompressSync(JSON.stringify(value));
}

function unpack<T>(packed: Buffer): T {
  return parse(zstdDecompressSync(packed, { maxOutputLength: LARGEST_BYTES }).toString('utf8'));
}

/** Of a small value, three times as fast as zstd, which makes a large context for each (decision 0077). */
function inflate(packed: Buffer): Buffer {
  return inflateSync(packed, { maxOutputLength: LARGEST_BYTES });
}

/** Of JSON that is not packed; deflated values begin with 0x78 (RFC 1950, 2.2). */
const OPENING_BRACE = 0x7b;

/** RFC 8878, 3.1.1 */
const ZSTD_MAGIC = 0xfd2fb528;

function isZstd(packed: Buffer): boolean {
  return packed.length >= 4 && packed.readUInt32LE(0) === ZSTD_MAGIC;
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
