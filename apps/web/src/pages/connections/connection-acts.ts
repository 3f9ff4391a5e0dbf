import { listConnections, listDeliveries } from '@baton/contract/connections.ts';
import { queryClient } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';

export async function refreshConnections(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [listConnections.path] });
  await queryClient.invalidateQueries({ queryKey: [listDeliveries.path] });
}

/** Why connections are closed to whoever looks; undefined where they are not. */
export function useChangeClosed(): string | undefined {
  const me = useMe();
  return me.permissions.includes('connection.change')
    ? undefined
    : 'A lead of either team changes connections, or an administrator';
}
