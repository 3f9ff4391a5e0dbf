import { infosecWord3, itWord3 } from '@baton/contract/board.ts';
import { bridgePart, causeId, owner, verdict } from '@baton/contract/ratio.ts';
import { z } from 'zod';
import { tableSearch, word } from '../../search-params.ts';

export const cellSearch = z.object({
  ...tableSearch,
  verdict: verdict.optional().catch(undefined),
  cause: causeId.optional().catch(undefined),
  part: bridgePart.optional().catch(undefined),
  owner: owner.optional().catch(undefined),
  itWord: itWord3.optional().catch(undefined),
  infosecWord: infosecWord3.optional().catch(undefined),
  search: word,
});
