import type { RequiredFix } from '@baton/domain/reconciliation/required-fix.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { insertFolded, numberFixes } from '@baton/store/evidence/fixes.ts';

/** The dictionary of fixes, mirrored: outside a fix is its text id, inside an integer. A number never changes. */
export class FixNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #folded = new Set<string>();

  /** Makes sure that these fixes have numbers. */
  async ensure(db: Database, fixes: Iterable<RequiredFix>): Promise<void> {
    const unknown = new Map<string, RequiredFix>();
    const folded = new Map<string, { readonly fix: string; readonly older: string }>();
    for (const fix of fixes) {
      if (!this.#numbers.has(fix.id)) unknown.set(fix.id, fix);
      for (const older of fix.folded) {
        const key = `${fix.id}\n${older}`;
        if (!this.#folded.has(key)) folded.set(key, { fix: fix.id, older });
      }
    }
    const made = await numberFixes(db, [...unknown.values()].map(rowOf));
    for (const [key, number] of made) this.#numbers.set(key, number);
    await insertFolded(
      db,
      [...folded.values()].map(({ fix, older }) => ({ fixId: this.of(fix), older })),
    );
    for (const key of folded.keys()) this.#folded.add(key);
  }

  of(fixId: string): number {
    const number = this.#numbers.get(fixId);
    if (number === undefined) throw new Error(`The fix ${fixId} has no number yet.`);
    return number;
  }
}

function rowOf(fix: RequiredFix) {
  const { id, product, kind, name, version } = fix;
  return { key: id, product, kind, name, version, title: titleOf(fix) };
}

/** Knowledge’s title, else the tools’ own, else the name. */
function titleOf({ id, name, known, it, infosec, kind }: RequiredFix): string {
  if (known !== null) return known.title;
  const told = [...it, ...infosec].map(({ resolved }) => resolved.claim.names.title).find((title) => title !== null);
  return told ?? (kind === 'check' ? name : id);
}
