import type { DeliveryRow, getDelivery, listDeliveries as listRoute } from '@baton/contract/connections.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findDelivery, readAttempts, readDeliveries, type ShownDelivery } from '@baton/store/connections/deliveries.ts';
import type { z } from 'zod';
import { LEADERSHIP_EVENT } from '../leadership/monthly-mail.ts';
import { ServiceError } from '../service-error.ts';

type Query = z.output<NonNullable<(typeof listRoute)['query']>>;

/** What was sent to other tools, newest first. */
export async function listDeliveries(
  db: Database,
  { connectionId, state, page, pageSize }: Query,
): Promise<{ readonly rows: DeliveryRow[]; readonly total: number }> {
  const found = await readDeliveries(db, { connectionId, state, limit: pageSize, offset: (page - 1) * pageSize });
  return { rows: found.rows.map(describe), total: found.total };
}

/** One delivery with every attempt. @throws ServiceError `not-found` */
export async function readDelivery(
  db: Database,
  deliveryId: string,
): Promise<z.input<(typeof getDelivery)['response']>> {
  const found = await findDelivery(db, deliveryId);
  if (found === undefined)
    throw new ServiceError('not-found', 'There is no such delivery.', {
      where: 'params.deliveryId',
      hint: 'What ended is forgotten after 90 days.',
    });
  const tries = (await readAttempts(db, deliveryId)).map(({ attempt, at, arrived, said, took_ms: tookMs }) => ({
    attempt,
    at,
    arrived,
    said,
    tookMs,
  }));
  return { ...describe(found), tries };
}

const TITLES: Readonly<Record<string, string>> = {
  'connection.test': 'A test from Baton',
  [LEADERSHIP_EVENT]: 'The leadership page',
};

function describe(row: ShownDelivery): DeliveryRow {
  return {
    deliveryId: row.delivery_id,
    connectionId: row.connection_id,
    connection: row.connection,
    kind: row.kind,
    event: row.event,
    title: row.told ?? TITLES[row.event] ?? row.event,
    recipient: row.person,
    createdAt: row.created_at,
    state: row.state,
    attempts: row.attempts,
    nextTryAt: row.next_try_at,
    endedAt: row.ended_at,
    problem: row.problem,
    hint: row.hint,
  };
}
