import type { CellWork } from '@baton/contract/cell-work.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { listWorkCells } from '@baton/store/disagreements/list-work.ts';
import { readFixNumbers } from '@baton/store/evidence/fixes.ts';
import type { TeamActor } from '../actor.ts';
import { choiceOf } from './choose-cells.ts';
import { listDeviceRequests } from './read-device-requests.ts';
import { listQuestions } from './read-questions.ts';

const ALL = { page: 1, pageSize: 100 };

/** What people do about one cell: its clock, who has it, and what was asked. Settled cells keep what was asked. */
export async function readCellWork(
  db: Database,
  actor: TeamActor,
  { deviceId, fix }: { readonly deviceId: string; readonly fix: string },
): Promise<CellWork> {
  const choice = await choiceOf(db, { cells: [{ deviceId, fix }] }, Date.now());
  const [cell] = await listWorkCells(db, choice, { limit: 1, offset: 0 });
  const fixId = (await readFixNumbers(db, [fix])).get(fix);
  const about = { deviceId, fixId: fixId ?? 0 };
  return {
    clock: cell === undefined ? null : { since: cell.since, dueAt: cell.dueAt, hours: cell.hours },
    assignee:
      cell === undefined || cell.personId === null || cell.personName === null
        ? null
        : { personId: cell.personId, name: cell.personName },
    questions: (await listQuestions(db, actor, about, ALL)).rows,
    requests: (await listDeviceRequests(db, about, ALL)).rows,
  };
}
