import type { VerificationRequest } from '@baton/contract/remediations.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type KeptEvent, readHistory } from '@baton/store/relay/history.ts';
import { type KeptVerificationRequest, readVerificationRequests } from '@baton/store/relay/verification-requests.ts';
import type { FixCell } from '../relay/fix-evidence.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { requireRemediation } from './read-remediation.ts';
import { doerDto } from './relay-words.ts';

/** What InfoSec was asked to look at again, newest first, with what has come of it by now. */
export async function listVerificationRequests(
  db: Database,
  { evidence }: RelayContext,
  remediationId: string,
): Promise<VerificationRequest[]> {
  const { fix_id: fixId } = await requireRemediation(db, remediationId);
  const [requests, history] = await Promise.all([
    readVerificationRequests(db, remediationId),
    readHistory(db, remediationId),
  ]);
  const deviceIds = [...new Set(requests.flatMap((request) => request.deviceIds))];
  const { rows } = await evidence.cells(db, fixId, { deviceIds, limit: deviceIds.length, offset: 0 });
  const cells = new Map(rows.map((cell) => [cell.deviceId, cell]));
  return requests.flatMap((request) => {
    const event = history.find(({ seq }) => seq === request.seq);
    return event ? [describeRequest(request, event, cells)] : [];
  });
}

function describeRequest(
  request: KeptVerificationRequest,
  event: KeptEvent,
  cells: ReadonlyMap<string, FixCell>,
): VerificationRequest {
  const asked = request.deviceIds.flatMap((deviceId) => cells.get(deviceId) ?? []);
  return {
    id: request.requestId,
    at: event.at,
    by: doerDto(event),
    note: event.note,
    devices: asked.map(({ deviceId, device, verdict, cause, since }) => ({ deviceId, device, verdict, cause, since })),
    checks: [...request.checks],
    answered: asked.filter(({ verdict }) => verdict === 'proven').length,
  };
}
