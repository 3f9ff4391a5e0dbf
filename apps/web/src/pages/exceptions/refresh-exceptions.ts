import { queryClient } from '../../api/use-read.ts';

/** Reads again what an act on an exception may have changed. */
export async function refreshExceptions(): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/api/exception'),
  });
}
