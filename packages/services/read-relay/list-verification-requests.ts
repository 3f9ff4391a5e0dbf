import type { VerificationRequest } from '@baton/contract/verification-requests.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type KeptRequest, readRequestDeviceIds, readRequests } from '@baton/store/disagreements/read-requests.ts';
import { type KeptEvent, readHistory } from '@baton/store/relay/history.ts';
import type { FixCell } from '../relay/fix-evidence.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { requireRemediation } from './read-remediation.ts';
import { doerDto } from './relay-words.ts';

/** A remediation asks for a rescan once a hand-over and when somebody presses the button: it does not come to thousands. */
const MOST_REQUESTS = 1000;

/** What InfoSec was asked to look at again, newest first, with what has come of it by now. */
export async function listVerificationRequests(
  db: Database,
  { evidence }: RelayContext,
  remediationId: string,
): Promise<VerificationRequest[]> {
  const record = await requireRemediation(db, remediationId);
  const { rows: requests } = await readRequests(db, { remediationId }, { limit: MOST_REQUESTS, offset: 0 });
  const history = await readHistory(db, remediationId);
  const asked = await readRequestDeviceIds(
    db,
    requests.map((request) => request.requestId),
  );
  const deviceIds = [...new Set([...asked.values()].flat())];
  const { rows } = await evidence.cells(db, record, { deviceIds, limit: deviceIds.length, offset: 0 });
  const cells = new Map(rows.map((cell) => [cell.deviceId, cell]));
  return requests.flatMap((request) => {
    const event = history.find(({ seq }) => seq === request.seq);
    const devices = (asked.get(request.requestId) ?? []).flatMap((deviceId) => cells.get(deviceId) ?? []);
    return event ? [describeRequest(request, event, devices)] : [];
  });
}

function describeRequest(request: KeptRequest, event: KeptEvent, asked: readonly FixCell[]): VerificationRequest {
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
