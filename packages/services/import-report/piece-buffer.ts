import type { Claim, DeviceReport, Look, ObservedState } from '@baton/domain/evidence/report.ts';
import type { DeviceNames } from '@baton/domain/identity/device-names.ts';
import { keyOfPiece, mergeNames, mergeStates } from '@baton/domain/reconciliation/merge-pieces.ts';
import type { Evidence } from '@baton/store/evidence/pack-evidence.ts';

/** What has been read of one device so far. */
class Piece implements Evidence {
  names: DeviceNames;
  state: ObservedState;
  look: Look | null;
  readonly claims: Claim[];

  constructor(report: DeviceReport) {
    this.names = report.names;
    this.state = report.state;
    this.look = report.look;
    this.claims = [...report.claims];
  }

  add(report: DeviceReport): void {
    if (this.names !== report.names) this.names = mergeNames(this.names, report.names);
    if (this.state !== report.state) this.state = mergeStates(this.state, report.state);
    this.look ??= report.look;
    for (const claim of report.claims) this.claims.push(claim);
  }
}

/** How many claims and packages are joined in memory before they are staged: about 100 MB. */
const LARGEST_BUFFER = 60_000;

/** Joins the pieces of devices while they fit into memory. */
export class PieceBuffer {
  #pieces = new Map<string, Piece>();
  #weight = 0;

  get isFull(): boolean {
    return this.#weight >= LARGEST_BUFFER;
  }

  add(report: DeviceReport): void {
    const key = keyOfPiece(report);
    const known = this.#pieces.get(key);
    if (known === undefined) this.#pieces.set(key, new Piece(report));
    else known.add(report);
    this.#weight += 1 + report.claims.length + report.state.packages.length / 4;
  }

  /** Hands over everything and is empty. */
  take(): readonly (readonly [key: string, evidence: Evidence])[] {
    const taken = [...this.#pieces];
    this.#pieces = new Map();
    this.#weight = 0;
    return taken;
  }
}

/** Joins the pieces of one device that were staged apart. */
export function joinEvidence(pieces: readonly Evidence[]): Evidence {
  const [first, ...rest] = pieces;
  if (first === undefined) throw new Error('A device of no pieces was staged.');
  if (rest.length === 0) return first;
  return {
    names: rest.reduce((names, piece) => mergeNames(names, piece.names), first.names),
    state: rest.reduce((state, piece) => mergeStates(state, piece.state), first.state),
    look: pieces.find((piece) => piece.look !== null)?.look ?? null,
    claims: pieces.flatMap((piece) => piece.claims),
  };
}
