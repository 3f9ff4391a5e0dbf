import type { Claim, FixNames } from '@baton/domain/evidence/report.ts';
import type { RequiredFix } from '@baton/domain/reconciliation/required-fix.ts';
import { severityOfVendorWord } from '@baton/domain/severity/tier.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { addFixCves, type CvesOfFix, replaceFixCves } from '@baton/store/evidence/fix-cves.ts';
import { insertTold, type ToldOfFix } from '@baton/store/evidence/fix-told.ts';
import { insertFolded, numberFixes } from '@baton/store/evidence/fixes.ts';

/** The dictionary of fixes, mirrored: outside a fix is its text id, inside an integer. A number never changes. */
export class FixNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #folded = new Set<string>();
  readonly #told = new Set<string>();
  /** Names in findings whose words were kept for a fix: devices of which the same is said share them. */
  readonly #toldBy = new Map<number, WeakMap<FixNames, string | null>>();
  /** The list of CVEs that was kept for a fix, by identity of the list: knowledge hands out the same one each time. */
  readonly #cves = new Map<number, readonly string[]>();

  /** Makes sure that these fixes have numbers. */
  async ensure(db: Database, required: Iterable<RequiredFix>): Promise<void> {
    const fixes = [...required];
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
    await this.#keepTold(db, fixes);
    await this.#keepCves(db, fixes);
  }

  /** Which vulnerabilities a fix removes, as knowledge has it. */
  async #keepCves(db: Database, fixes: readonly RequiredFix[]): Promise<void> {
    const moved = new Map<number, CvesOfFix>();
    for (const { id, known } of fixes) {
      if (known === null) continue;
      const fixId = this.of(id);
      if (this.#cves.get(fixId) !== known.cves && !moved.has(fixId)) moved.set(fixId, { fixId, cves: known.cves });
    }
    await replaceFixCves(db, [...moved.values()]);
    for (const [fixId, { cves }] of moved) this.#cves.set(fixId, cves);
  }

  /** Findings' own CVEs and words of severity, of fixes that knowledge does not know. */
  async #keepTold(db: Database, fixes: readonly RequiredFix[]): Promise<void> {
    const told = new Map<string, ToldOfFix>();
    const fresh: [WeakMap<FixNames, string | null>, Claim][] = [];
    for (const fix of fixes) {
      if (fix.known !== null || fix.infosec.length === 0) continue;
      const fixId = this.of(fix.id);
      const toldBy = this.#toldBy.get(fixId) ?? new WeakMap();
      this.#toldBy.set(fixId, toldBy);
      for (const { resolved } of fix.infosec) {
        const { claim } = resolved;
        if (toldBy.get(claim.names) === claim.severity) continue;
        fresh.push([toldBy, claim]);
        for (const entry of toldOf(claim, fixId)) {
          const key = `${entry.fixId}\n${entry.kind}\n${entry.value}`;
          if (!this.#told.has(key)) told.set(key, entry);
        }
      }
    }
    await insertTold(db, [...told.values()]);
    const cves = [...told.values()].filter(({ kind }) => kind === 'cve');
    await addFixCves(
      db,
      cves.map(({ fixId, value }) => ({ fixId, cves: [value] })),
    );
    for (const key of told.keys()) this.#told.add(key);
    for (const [toldBy, { names, severity }] of fresh) toldBy.set(names, severity);
  }

  of(fixId: string): number {
    const number = this.#numbers.get(fixId);
    if (number === undefined) throw new Error(`The fix ${fixId} has no number yet.`);
    return number;
  }
}

function toldOf(claim: Claim, fixId: number): readonly ToldOfFix[] {
  const severity = severityOfVendorWord(claim.severity);
  return [
    ...claim.names.cves.map((value): ToldOfFix => ({ fixId, kind: 'cve', value })),
    ...(severity === null ? [] : [{ fixId, kind: 'severity' as const, value: severity }]),
  ];
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
