import { approveEmergency } from '@baton/services/relay/approve-emergency.ts';
import { moveBaton } from '@baton/services/relay/move-baton.ts';
import type { RelayContext } from '@baton/services/relay/relay-context.ts';
import { noteTestResult, planTest } from '@baton/services/relay/test-fix.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { HOUR_MS } from '@baton/tools/world/milliseconds.ts';
import { relayAt } from './demo-clock.ts';
import { cellsOf, openIn } from './open-work.ts';
import { type Stage, work } from './play-turn.ts';

const TESTED_ON = 5;

/**
 * One update of the month is exploited already, so nobody waits for the test ring: InfoSec's lead declares an emergency, it is tested
 * beside deploying, both leads approve the same evening, and it is out a day later. Where none is known to be exploited, nothing happens.
 */
export async function playZeroDay(stage: Stage, at: number): Promise<void> {
  const { db, cast } = stage;
  const record = (await openIn(stage, 'prioritise', at)).find(({ kev }) => kev.length > 0);
  if (record === undefined) return;
  const remediationId = record.remediation_id;
  const deviceIds = (await cellsOf(stage, record, at)).slice(0, TESTED_ON).map(({ deviceId }) => deviceId);
  const act = (hours: number, run: (trx: DatabaseTransaction, context: RelayContext) => Promise<unknown>) =>
    db.transaction().execute((trx) => run(trx, relayAt(db, at + hours * HOUR_MS)));
  const by = { remediationId, version: null };
  await act(0, (trx, context) =>
    moveBaton(trx, context, {
      ...by,
      actor: cast.infosecLead,
      act: 'emergency',
      note: `${record.kev[0]} is exploited: out with it tonight, and we test beside it.`,
    }),
  );
  await act(0.5, (trx, context) =>
    planTest(trx, context, {
      ...by,
      actor: cast.tester,
      deviceIds,
      plan: 'Install it on five machines of the service desk and work with them for the evening.',
      passes: 'They start, people sign in, mail, files and the line-of-business applications open.',
    }),
  );
  await act(2, (trx, context) =>
    approveEmergency(trx, context, { ...by, actor: cast.infosecLead, note: 'Exploited.' }),
  );
  await act(2.5, (trx, context) =>
    approveEmergency(trx, context, { ...by, actor: cast.itLead, note: 'We take it in the night, servers last.' }),
  );
  await act(4, (trx, context) =>
    noteTestResult(trx, context, { ...by, actor: cast.tester, deviceIds, result: 'good', note: 'All five work.' }),
  );
  await act(38, (trx, context) =>
    moveBaton(trx, context, {
      ...by,
      actor: cast.deployer,
      act: 'hand-over',
      note: 'Deployed to everything that was on the network; the rest gets it as it comes.',
    }),
  );
  await work(stage, at + 38 * HOUR_MS);
}
