import { randomUUID } from 'node:crypto';
import type { Vulnerability } from '@baton/domain/advisories/knowledge.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type RemediationRecord, readRemediations } from '@baton/store/relay/remediations.ts';
import type { PersonActor } from '../../actor.ts';
import { hashPassword } from '../../people/password-hash.ts';
import type { FixFacts } from '../../relay/fix-evidence.ts';
import { followCells } from '../../relay/follow-cells.ts';
import { type MoveRequest, moveBaton } from '../../relay/move-baton.ts';
import type { RelayContext } from '../../relay/relay-context.ts';
import { keepCells, openCell, provenCell, testEvidence } from '../../relay/testing/kept-cells.ts';
import { addPerson } from '../../relay/testing/relay-people.ts';

export const PASSWORD = 'a password of twelve';
export const VISITOR = { address: '127.0.0.1', userAgent: 'test', relyingParty: null };

/** What a test tells of a fix; the evidence of the relay says the rest. */
export type ToldFacts = Partial<Pick<FixFacts, 'vulnerabilities' | 'vendorSeverity' | 'published'>>;

export const LISTED: Vulnerability = {
  cve: 'CVE-2026-1',
  kev: { dateAdded: '2026-11-12', dueDate: null, ransomware: false },
  epss: null,
  ssvc: null,
  cvss: [],
};

/** A relay whose clock and facts the test sets: time stands still until it is told. */
export function clockedRelay(db: () => Database) {
  const told = new Map<string, ToldFacts>();
  let now = '2026-11-10T08:00:00Z';
  const context = (): RelayContext => ({
    now,
    timeZone: 'Europe/Berlin',
    evidence: {
      ...testEvidence,
      async facts(connection, fixIds) {
        const facts = await testEvidence.facts(connection, fixIds);
        return new Map([...facts].map(([fix, known]) => [fix, { ...known, ...told.get(fix) }]));
      },
    },
  });
  const remediationOf = async (fix: string): Promise<RemediationRecord> => {
    const [record] = await readRemediations(db(), { fixIds: [fix] });
    if (!record) throw new Error(`There is no remediation of ${fix}.`);
    return record;
  };
  const follow = (fix: string) =>
    db()
      .transaction()
      .execute((trx) => followCells(trx, context(), [fix]));
  return {
    context,
    /** Brings remediations in line with the cells that are kept now. */
    follow,
    at(time: string): void {
      now = time;
    },
    tellFacts(fix: string, facts: ToldFacts): void {
      told.set(fix, facts);
    },
    remediationOf,
    /** Opens a remediation of the fix on so many new devices. */
    async open(fix: string, devices = 2): Promise<{ readonly record: RemediationRecord; readonly devices: string[] }> {
      const ids = Array.from({ length: devices }, () => randomUUID());
      await keepCells(db(), fix, ids.map(openCell));
      await follow(fix);
      return { record: await remediationOf(fix), devices: ids };
    },
    /** All of its devices have the fix, and both sides' evidence says so. */
    async prove(fix: string, devices: readonly string[]): Promise<void> {
      await keepCells(db(), fix, devices.map(provenCell));
      await follow(fix);
    },
    async findAgain(fix: string, devices: readonly string[]): Promise<void> {
      await keepCells(db(), fix, devices.map(openCell));
      await follow(fix);
    },
    async move(fix: string, actor: PersonActor, more: Partial<MoveRequest> = {}): Promise<void> {
      const { remediation_id: remediationId, version } = await remediationOf(fix);
      await db()
        .transaction()
        .execute((trx) =>
          moveBaton(trx, context(), { actor, remediationId, act: 'hand-over', version, note: 'Ready.', ...more }),
        );
    },
  };
}

/** A person who can sign. */
export async function addSigner(
  db: Database,
  name: string,
  team: 'it' | 'infosec',
  role: 'lead' | 'member' = 'lead',
): Promise<PersonActor> {
  const actor = await addPerson(db, name, team, role);
  const password_hash = await hashPassword(PASSWORD);
  await db.updateTable('person').set({ password_hash }).where('person_id', '=', actor.personId).execute();
  return actor;
}
