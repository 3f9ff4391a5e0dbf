import type { CharterPage, CharterText, CharterVersion } from '@baton/contract/charter.ts';
import type { DocumentVersion } from '@baton/contract/signatures.ts';
import type { Charter } from '@baton/domain/charter/charter.ts';
import { DEFAULT_CHARTER } from '@baton/domain/charter/default-charter.ts';
import { warningsOf } from '@baton/domain/charter/warnings.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { TeamActor } from '../actor.ts';
import { ServiceError } from '../service-error.ts';
import { readDocument } from '../signatures/read-document.ts';
import { CHARTER, parseCharter } from './charter-document.ts';
import { readCharterInForce } from './charter-in-force.ts';

/** The charter as the page shows it. */
export async function readCharter(db: Database, { standing }: TeamActor): Promise<CharterPage> {
  const [inForce, { draft, versions }] = await Promise.all([readCharterInForce(db), readDocument(db, CHARTER)]);
  const { deputyOf, carries } = standing;
  return {
    inForce: { ...inForce, charter: sendable(inForce.charter) },
    draft: draft === null ? null : { ...draft, charter: sendable(parseCharter(draft.content)) },
    versions: versions.map(withoutContent),
    mine: {
      carries: [...carries],
      deputyOf: deputyOf === null ? null : { lead: deputyOf.lead, endsAt: deputyOf.endsAt },
    },
  };
}

export async function readCharterVersion(db: Database, version: number): Promise<CharterVersion> {
  const { versions } = await readDocument(db, CHARTER);
  const found = versions.find((one) => one.version === version);
  if (found === undefined) throw noSuchVersion(version);
  const charter = parseCharter(found.content);
  return { ...withoutContent(found), charter: sendable(charter), warnings: [...warningsOf(charter)] };
}

/** One text of the charter: the one in force, the draft, the default, or a version. */
export async function readCharterText(db: Database, text: CharterText): Promise<Charter> {
  if (text === 'default') return DEFAULT_CHARTER;
  if (text === 'in-force') return (await readCharterInForce(db)).charter;
  const { draft, versions } = await readDocument(db, CHARTER);
  if (text === 'draft') {
    if (draft === null) throw new ServiceError('not-found', 'There is no draft of the charter.');
    return parseCharter(draft.content);
  }
  const found = versions.find(({ version }) => version === text);
  if (found === undefined) throw noSuchVersion(text);
  return parseCharter(found.content);
}

function withoutContent({ content: _, ...version }: DocumentVersion & { readonly content: unknown }): DocumentVersion {
  return version;
}

/** The answer's schema is of lists that may be changed. */
export function sendable({ people, ...charter }: Charter) {
  return { ...charter, people: [...people] };
}

function noSuchVersion(version: number): ServiceError {
  return new ServiceError('not-found', `There is no version ${version} of the charter.`);
}
