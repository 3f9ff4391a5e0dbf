import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { readRemediations } from '@baton/store/relay/remediations.ts';
import { addWatcher, removeWatcher } from '@baton/store/relay/watchers.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import type { RelayContext } from './relay-context.ts';

/** From now on the person is told what happens to a remediation, or no longer. Doing it twice changes nothing. */
export async function watchRemediation(
  trx: DatabaseTransaction,
  { now }: RelayContext,
  {
    actor,
    remediationId,
    watch,
  }: { readonly actor: PersonActor; readonly remediationId: string; readonly watch: boolean },
): Promise<void> {
  requirePermission(actor, 'notice.watch');
  const [record] = await readRemediations(trx, { remediationIds: [remediationId] });
  if (!record) throw new ServiceError('not-found', `There is no remediation ${remediationId}.`);
  const watcher = { remediation_id: remediationId, person_id: actor.personId, since: now };
  const changed = watch ? await addWatcher(trx, watcher) : await removeWatcher(trx, remediationId, actor.personId);
  if (!changed) return;
  await appendLog(trx, {
    actor,
    action: watch ? 'remediation.watched' : 'remediation.no-longer-watched',
    subject: { kind: 'remediation', id: remediationId, name: record.fix_id },
  });
  await publishEvent(trx, { topic: 'remediation', id: remediationId });
}
