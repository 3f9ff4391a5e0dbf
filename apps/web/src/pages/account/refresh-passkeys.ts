import { listPasskeys } from '@baton/contract/passkeys.ts';
import { getSession } from '@baton/contract/people.ts';
import { queryClient } from '../../api/use-read.ts';

/** What signing asks for follows from the own passkeys, so that who is signed in is read again with them. */
export async function refreshPasskeys(): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey: [path] }) => path === listPasskeys.path || path === getSession.path,
  });
}
