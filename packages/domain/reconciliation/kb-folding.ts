import type { Knowledge } from '../advisories/knowledge.ts';

const NOTHING: readonly string[] = [];

/** Folds superseded KBs into the one that replaces them, by the catalogue; what was looked up is kept for the whole fleet. */
export class KbFolding {
  readonly #knowledge: Knowledge;
  readonly #later = new Map<string, ReadonlySet<string>>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /**
   * For the KBs that both sides name on one device: which one each folds into; KBs that nothing here replaces are left out.
   *
   * @param toldBy what the reports themselves say replaces a KB
   */
  targets(kbs: readonly string[], toldBy: (kb: string) => readonly string[]): ReadonlyMap<string, string> {
    const into = new Map<string, string>();
    if (kbs.length < 2) return into;
    const present = new Set(kbs);
    const newer = new Map<string, readonly string[]>();
    for (const kb of kbs) {
      const found = this.#newerAmong(kb, present, toldBy(kb));
      if (found.length > 0) newer.set(kb, found);
    }
    for (const [kb, found] of newer) {
      const newest = found.find((candidate) => !found.some((other) => newer.get(candidate)?.includes(other)));
      if (newest) into.set(kb, newest);
    }
    return into;
  }

  /** Looks the catalogue's set up in the device's, or the other way round, whichever is smaller: most KBs have few successors. */
  #newerAmong(kb: string, present: ReadonlySet<string>, told: readonly string[]): readonly string[] {
    const later = this.laterThan(kb);
    if (later.size === 0 && told.length === 0) return NOTHING;
    const [few, many] = later.size < present.size ? [later, present] : [present, later];
    const found = new Set(told.filter((other) => other !== kb && present.has(other)));
    for (const other of few) {
      // Catalogues have cycles: two KBs that replace each other replace nothing.
      if (other !== kb && many.has(other) && !this.laterThan(other).has(kb)) found.add(other);
    }
    return [...found];
  }

  /** Every KB that the catalogue's steps lead to from this one. */
  laterThan(kb: string): ReadonlySet<string> {
    const kept = this.#later.get(kb);
    if (kept) return kept;
    const found = new Set<string>();
    const waiting = [kb];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const later of this.#knowledge.kb(next)?.supersededBy ?? []) {
        if (later === kb || found.has(later)) continue;
        found.add(later);
        waiting.push(later);
      }
    }
    this.#later.set(kb, found);
    return found;
  }
}
