/** Which KBs a catalogue says that one KB replaces, one step. */
export type SupersedesOneStep = (kb: string) => readonly string[];

/** A path longer than this is a fault in the catalogue: monthly updates of thirty years are fewer. */
const LONGEST_PATH = 400;

/**
 * The shortest path by which `by` replaces `kb`, from the older to the newer, both included; null where there is none.
 * A KB never replaces itself. Catalogues have cycles and self-supersedence: each KB is visited once.
 */
export function supersedencePath(kb: string, by: string, supersedes: SupersedesOneStep): readonly string[] | null {
  if (kb === by) return null;
  const cameFrom = new Map<string, string | null>([[by, null]]);
  let frontier: readonly string[] = [by];
  for (let steps = 0; steps < LONGEST_PATH && frontier.length > 0; steps += 1) {
    const next: string[] = [];
    for (const newer of frontier) {
      for (const older of supersedes(newer)) {
        if (cameFrom.has(older)) continue;
        cameFrom.set(older, newer);
        if (older === kb) return pathFrom(kb, cameFrom);
        next.push(older);
      }
    }
    frontier = next;
  }
  return null;
}

function pathFrom(kb: string, cameFrom: ReadonlyMap<string, string | null>): readonly string[] {
  const path: string[] = [];
  for (let at: string | null | undefined = kb; at; at = cameFrom.get(at)) path.push(at);
  return path;
}
