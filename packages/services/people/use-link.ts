import { randomUUID } from 'node:crypto';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { findUsableLink, insertLink, type OneTimeLinkRow } from '@baton/store/people/one-time-links.ts';
import { countPasskeys } from '@baton/store/people/passkeys.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import type { LinkPurpose, Role } from '@baton/store/tables/people.ts';
import { ServiceError } from '../service-error.ts';
import { hashSecretToken, newSecretToken } from './secret-token.ts';

export interface MadeLink {
  readonly linkId: string;
  /** Goes into the link and nowhere else. */
  readonly token: string;
  readonly expiresAt: string;
}

export interface LinkOf {
  readonly purpose: LinkPurpose;
  readonly createdBy: string | null;
  readonly lasts: Temporal.Duration;
  readonly invitation?: { readonly team: Team; readonly role: Role; readonly email: string };
  readonly personId?: string;
}

/** Makes a link that works once. */
export async function makeLink(trx: DatabaseTransaction, link: LinkOf, now: Temporal.Instant): Promise<MadeLink> {
  const linkId = randomUUID();
  const token = newSecretToken();
  const expiresAt = now.add(link.lasts).toString();
  await insertLink(trx, {
    link_id: linkId,
    token_hash: hashSecretToken(token),
    purpose: link.purpose,
    team: link.invitation?.team ?? null,
    role: link.invitation?.role ?? null,
    email: link.invitation?.email ?? null,
    person_id: link.personId ?? null,
    created_by: link.createdBy,
    created_at: now.toString(),
    expires_at: expiresAt,
  });
  return { linkId, token, expiresAt };
}

/**
 * Takes the link of a token for one purpose; in a transaction locked: two who use it at once come one after the other.
 * Outside of one it is a look only: before a password is hashed, which costs 19 MiB and is not for whoever has no link.
 */
export async function takeLink(
  db: Database | DatabaseTransaction,
  token: string,
  purpose: LinkPurpose,
  now: Temporal.Instant,
): Promise<OneTimeLinkRow> {
  const link = await findUsableLink(db, hashSecretToken(token), now.toString());
  if (link?.purpose === purpose) return link;
  throw unusable();
}

export interface LinkPreview {
  readonly purpose: LinkPurpose;
  readonly expiresAt: string;
  readonly team: Team | null;
  readonly role: Role | null;
  readonly email: string | null;
  readonly invitedBy: string | null;
  /** Of a new password: how many passkeys the account has. */
  readonly passkeys: number;
}

/** What a link is for, without using it. */
export async function readLink(
  db: Database,
  token: string,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<LinkPreview> {
  const link = await findUsableLink(db, hashSecretToken(token), now.toString());
  if (link === undefined) throw unusable();
  const maker = link.created_by === null ? undefined : await findPerson(db, link.created_by);
  const person = link.person_id === null ? undefined : await findPerson(db, link.person_id);
  const { purpose, expires_at: expiresAt, team, role } = link;
  const passkeys = person === undefined ? 0 : await countPasskeys(db, person.person_id);
  const email = link.email ?? person?.email ?? null;
  return { purpose, expiresAt, team, role, email, invitedBy: maker?.name ?? null, passkeys };
}

export function unusable(): ServiceError {
  return new ServiceError('link-unusable', 'This link was used already, was withdrawn, or its time is over.', {
    where: 'body.token',
    hint: 'Ask whoever gave it to you for a new one. The set-up link is printed at each start while there is no account.',
  });
}
