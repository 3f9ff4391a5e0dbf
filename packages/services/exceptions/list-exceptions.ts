import type { ExceptedDevice, ExceptionRow, listExceptions as route } from '@baton/contract/exceptions.ts';
import { type ExceptionTarget, exceptionName } from '@baton/domain/exceptions/held-exception.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readExceptedDevices } from '@baton/store/exceptions/excepted-devices.ts';
import { findExceptionNumbered } from '@baton/store/exceptions/exceptions.ts';
import * as store from '@baton/store/exceptions/list-exceptions.ts';
import type { z } from 'zod';
import type { TeamActor } from '../actor.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { targetWords } from './exception-terms.ts';
import { noException, requireException } from './held-exception.ts';

export type ExceptionQuery = z.output<typeof route.query & z.ZodType>;

/** "Comes due" is within so many days. */
const DUE_DAYS = 30;

/** A page of exceptions, with how many there are of each kind. */
export async function listExceptions(
  db: Database,
  { now }: Pick<RelayContext, 'now'>,
  actor: TeamActor,
  { page, pageSize, unsigned, ...filter }: ExceptionQuery,
): Promise<z.input<typeof route.response>> {
  const dueBefore = dueBeforeOf(now);
  const found = await store.listExceptions(
    db,
    { ...filter, dueBefore, unsignedBy: unsigned === 'true' ? actor.team : undefined },
    { limit: pageSize, offset: (page - 1) * pageSize },
  );
  return {
    rows: found.rows.map(rowOf),
    total: found.total,
    counts: await store.countExceptions(db, { team: actor.team, dueBefore }),
  };
}

function dueBeforeOf(now: string): string {
  return Temporal.Instant.from(now)
    .add({ hours: 24 * DUE_DAYS })
    .toString();
}

/** One exception as lists show it. */
export async function rowOfException(
  db: Database,
  { now }: Pick<RelayContext, 'now'>,
  exceptionId: string,
): Promise<ExceptionRow> {
  const page = { limit: 1, offset: 0 };
  const filter = { view: 'all', dueBefore: dueBeforeOf(now), only: exceptionId } as const;
  const [row] = (await store.listExceptions(db, filter, page)).rows;
  if (row === undefined) throw noException(exceptionId);
  return rowOf(row);
}

function rowOf(row: store.ListedException): ExceptionRow {
  const target: ExceptionTarget =
    row.fix === null ? { kind: 'product', product: row.product ?? '' } : { kind: 'fix', fix: row.fix };
  return {
    exceptionId: row.exceptionId,
    name: exceptionName(row.number),
    state: row.state,
    target,
    what: targetWords(target),
    title: row.title,
    reason: row.reason,
    owner: { personId: row.ownerId, name: row.owner, team: row.ownerTeam },
    devices: row.devices,
    openDevices: row.openDevices,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    revisitAt: row.revisitAt,
    renewals: row.renewals,
    askedAt: row.askedAt,
    endedAt: row.endedAt,
    endedBecause: row.endedBecause,
    waiting: row.waitingRound === null ? null : { round: row.waitingRound, signedBy: [...row.signedTeams] },
    failingControls: row.failingControls,
  };
}

/** A page of an exception's devices, those that it still sets aside first. */
export async function listExceptedDevices(
  db: Database,
  exceptionId: string,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly rows: ExceptedDevice[]; readonly total: number }> {
  const { target } = await requireException(db, exceptionId);
  const found = await readExceptedDevices(db, exceptionId, target, { limit: pageSize, offset: (page - 1) * pageSize });
  const total = (await rowOfException(db, { now: Temporal.Now.instant().toString() }, exceptionId)).devices;
  return { rows: found.map((row) => ({ ...row, cells: [...row.cells] })), total };
}

/** An exception by its number as people name it. */
export async function findExceptionByNumber(db: Database, number: number): Promise<{ readonly exceptionId: string }> {
  const found = await findExceptionNumbered(db, number);
  if (found !== undefined) return { exceptionId: found.exception_id };
  throw noException(exceptionName(number));
}
