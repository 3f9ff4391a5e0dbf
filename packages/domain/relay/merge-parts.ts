import type { EventDetails } from './event-details.ts';
import type { FixPart } from './fix-part.ts';
import { nameParts, type TrackedPart } from './fix-parts.ts';

/**
 * What comes of the parts of a fix when one remediation of it takes the devices of another over. The fix is the same, so a part
 * that either of them tracks is tracked from then on; and what was said of a part, by its kind and words, goes with the device:
 * on the devices that come, the word given in their own remediation is the newer one, done or not.
 *
 * @param coming the devices that come
 */
export function mergeParts(
  going: readonly TrackedPart[],
  ended: readonly TrackedPart[],
  coming: readonly string[],
): Pick<EventDetails, 'parts' | 'partWords'> {
  if (ended.length === 0) return {};
  const own = going.map(({ id, kind, words }): FixPart => ({ id, kind, words }));
  const added = ended.filter((part) => !own.some((one) => isSame(one, part)));
  const parts = [...own, ...nameParts(added, own)];
  const partWords = parts.flatMap((part) => {
    const said = ended.find((one) => isSame(one, part))?.said;
    if (said === undefined) return [];
    const words = [true, false].map((done) => ({
      part: part.id,
      done,
      deviceIds: coming.filter((deviceId) => said.has(deviceId) === done),
    }));
    return words.filter(({ deviceIds }) => deviceIds.length > 0);
  });
  return { parts, partWords };
}

function isSame(a: Pick<FixPart, 'kind' | 'words'>, b: Pick<FixPart, 'kind' | 'words'>): boolean {
  return a.kind === b.kind && a.words === b.words;
}
