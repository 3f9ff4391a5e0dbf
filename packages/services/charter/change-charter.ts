import type { Charter } from '@baton/domain/charter/charter.ts';
import { type Warning, warningsOf } from '@baton/domain/charter/warnings.ts';
import { TEAM_NAMES } from '@baton/domain/charter/words.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findPersonByEmail } from '@baton/store/people/persons.ts';
import type { TeamActor } from '../actor.ts';
import { ServiceError } from '../service-error.ts';
import { askingTitle } from '../service-levels/asking-titles.ts';
import { wantSignatures } from '../service-levels/want-signatures.ts';
import { saveDraft } from '../signatures/drafts.ts';
import { type Offer, offerVersion } from '../signatures/offer-version.ts';
import { CHARTER } from './charter-document.ts';
import { readCharterText, sendable } from './read-charter.ts';

/** Keeps a draft of the charter; answers its revision and what is likely not meant. */
export async function saveCharterDraft(
  db: Database,
  actor: TeamActor,
  { charter, seenRevision }: { readonly charter: Charter; readonly seenRevision: number },
): Promise<{ readonly revision: number; readonly warnings: readonly Warning[] }> {
  const { people, ...rest } = sendable(charter);
  const content = { ...rest, people: people.map((person) => ({ ...person })) };
  const revision = await saveDraft(db, actor, CHARTER, { content, seenRevision });
  return { revision, warnings: warningsOf(charter) };
}

/** Offers the draft for signing, once everybody whom it names has an account in the team that it says, and tells both leads. */
export async function offerCharter(db: Database, actor: TeamActor, offer: Offer): Promise<number> {
  const charter = await readCharterText(db, 'draft');
  for (const named of charter.people) await requireAccount(db, named);
  const version = await offerVersion(db, actor, CHARTER, offer);
  const wanted = {
    key: `sign charter ${version}`,
    title: askingTitle(`Version ${version} of the charter`, 'signature'),
    body: `${actor.name}: ${offer.note}`,
    path: '/charter',
  };
  await wantSignatures(db, wanted, Temporal.Now.instant().toString());
  return version;
}

/** A name without an account would be a right that waits for whoever comes with that address. */
async function requireAccount(db: Database, { email, name, team }: Charter['people'][number]): Promise<void> {
  const person = await findPersonByEmail(db, email);
  const refuse = (message: string): ServiceError =>
    new ServiceError('invalid', message, {
      where: 'charter.people',
      hint: 'Change the draft, or invite the person first.',
    });
  if (person === undefined || person.deactivated_at !== null) throw refuse(`${name} (${email}) has no open account.`);
  if (person.team !== team)
    throw refuse(`${name} (${email}) is of ${TEAM_NAMES[person.team]}, not of ${TEAM_NAMES[team]}.`);
  if (person.role === 'viewer') throw refuse(`${name} (${email}) is a viewer, and viewers only read.`);
}
