import type { Knowledge } from '../advisories/knowledge.ts';

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
    for (const kb of kbs) {
      const newer = kbs.filter((other) => other !== kb && this.#replaces(other, kb, toldBy));
      const newest = newer.find(
        (candidate) => !newer.some((other) => other !== candidate && this.#replaces(other, candidate, toldBy)),
      );
      if (newest && present.has(newest)) into.set(kb, newest);
    }
    return into;
  }

  #replaces(newer: string, older: string, toldBy: (kb: string) => readonly string[]): boolean {
    if (toldBy(older).includes(newer)) return true;
    const later = this.laterThan(older);
    // Catalogues have cycles: two KBs that replace each other replace nothing.
    return later.has(newer) && !this.laterThan(newer).has(older);
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
