import type { DeviceRequestDto } from '@baton/contract/device-requests.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import {
  type KeptRequest,
  type KeptRequestDevice,
  type RequestFilter,
  readRequestDevices,
  readRequests,
} from '@baton/store/disagreements/read-requests.ts';
import { currentRules } from '../rules/current-rules.ts';
import { ServiceError } from '../service-error.ts';
import { causeLabel } from './cause-words.ts';

interface Paged {
  readonly page: number;
  readonly pageSize: number;
}

const limitsOf = ({ page, pageSize }: Paged) => ({ limit: pageSize, offset: (page - 1) * pageSize });

/** Requests for rescans and restarts, newest first, with how many devices evidence has told of. */
export async function listDeviceRequests(
  db: Database,
  filter: RequestFilter,
  page: Paged,
): Promise<{ rows: DeviceRequestDto[]; total: number }> {
  const { rows, total } = await readRequests(db, filter, limitsOf(page));
  const rules = await currentRules(db);
  return { rows: rows.map((kept) => requestDto(kept, rules)), total };
}

export async function readDeviceRequest(db: Database, requestId: string): Promise<DeviceRequestDto> {
  const [found] = (await listDeviceRequests(db, { requestId }, { page: 1, pageSize: 1 })).rows;
  if (found === undefined)
    throw new ServiceError('not-found', 'There is no such request.', { where: 'params.requestId' });
  return found;
}

/** A request with its devices, those that it waits for first. */
export async function readRequestWithDevices(
  db: Database,
  requestId: string,
  page: Paged,
): Promise<DeviceRequestDto & { rows: KeptRequestDevice[] }> {
  const request = await readDeviceRequest(db, requestId);
  return { ...request, rows: [...(await readRequestDevices(db, requestId, limitsOf(page)))] };
}

function requestDto(
  { requestId, seq: _, checks, closedAt, withdrawnAt, ...kept }: KeptRequest,
  rules: RuleSet,
): DeviceRequestDto {
  return {
    ...kept,
    id: requestId,
    causeLabel: causeLabel(kept.cause, rules),
    checks: [...checks],
    state: closedAt !== null ? 'fulfilled' : withdrawnAt !== null ? 'withdrawn' : 'open',
    endedAt: closedAt ?? withdrawnAt,
  };
}
