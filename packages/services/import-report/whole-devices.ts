import { type Evidence, readWrittenEvidence } from '@baton/store/evidence/pack-evidence.ts';
import type { StagedPiece } from '@baton/store/evidence/staging.ts';
import { joinEvidence } from './piece-buffer.ts';

/** All that a delivery says of one device, by its own key for it. */
export interface WholeDevice {
  readonly key: string;
  readonly evidence: Evidence;
}

/** Pieces that were staged apart become one device. */
export async function* wholeDevices(batches: AsyncIterable<readonly StagedPiece[]>): AsyncGenerator<WholeDevice> {
  let key: string | null = null;
  let pieces: Evidence[] = [];
  for await (const batch of batches) {
    for (const piece of batch) {
      if (piece.key !== key && key !== null) {
        yield { key, evidence: joinEvidence(pieces) };
        pieces = [];
      }
      key = piece.key;
      pieces.push(readWrittenEvidence(piece.evidence));
    }
  }
  if (key !== null) yield { key, evidence: joinEvidence(pieces) };
}

/** What is joined and kept at once: so many devices, or fewer where they say much, so that memory does not grow with what they say. */
const AT_ONCE = { devices: 500, claims: 100_000 } as const;

export async function* inBatches(devices: AsyncIterable<WholeDevice>): AsyncGenerator<readonly WholeDevice[]> {
  let batch: WholeDevice[] = [];
  let claims = 0;
  for await (const device of devices) {
    batch.push(device);
    claims += device.evidence.claims.length;
    if (batch.length < AT_ONCE.devices && claims < AT_ONCE.claims) continue;
    yield batch;
    batch = [];
    claims = 0;
  }
  if (batch.length > 0) yield batch;
}
