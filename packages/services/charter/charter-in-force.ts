import type { Charter } from '@baton/domain/charter/charter.ts';
import { DEFAULT_CHARTER } from '@baton/domain/charter/default-charter.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readInForce } from '@baton/store/signatures/in-force.ts';
import { CHARTER, parseCharter } from './charter-document.ts';

/** The charter that holds. Version and date are null while none was signed by both, and the default holds. */
export interface CharterInForce {
  readonly charter: Charter;
  readonly version: number | null;
  readonly from: string | null;
}

export const DEFAULT_IN_FORCE: CharterInForce = { charter: DEFAULT_CHARTER, version: null, from: null };

/** The charter that holds now, or held at a moment. */
export async function readCharterInForce(db: Database | DatabaseTransaction, at?: string): Promise<CharterInForce> {
  const found = await readInForce(db, CHARTER, at);
  if (found === undefined) return DEFAULT_IN_FORCE;
  return { charter: parsedOnce(found.hash, found.content), version: found.version, from: found.inForceFrom };
}

/** Asked at every request: the text of a hash is parsed once, and the last one is kept. */
let last: { readonly hash: Buffer; readonly charter: Charter } | undefined;

function parsedOnce(hash: Buffer, content: string): Charter {
  if (last === undefined || !last.hash.equals(hash)) last = { hash, charter: parseCharter(JSON.parse(content)) };
  return last.charter;
}
