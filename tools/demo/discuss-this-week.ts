import { declineException, endException } from '@baton/services/exceptions/end-exception.ts';
import { HOUR_MS } from '@baton/tools/world/milliseconds.ts';
import { relayAt } from './demo-clock.ts';
import { ASKS, type Ask } from './exception-asks.ts';
import { cellsOf, openIn } from './open-work.ts';
import { askFor, signAs } from './play-exceptions.ts';
import { type Stage, work } from './play-turn.ts';

type Outcome = 'asked' | 'waits for InfoSec' | 'declined' | 'comes due' | 'ended early';

/** What is on the table these days, each about devices that a remediation is still open for. */
const TOPICS: readonly (readonly [Outcome, Ask])[] = [
  ['asked', ASKS[0]],
  ['waits for InfoSec', ASKS[1] ?? ASKS[0]],
  ['declined', ASKS[0]],
  ['comes due', { ...(ASKS[2] ?? ASKS[0]), days: 9 }],
  ['ended early', ASKS[1] ?? ASKS[0]],
];

/** Of the last day: both teams talk about exceptions, and nothing of it is older than an evening. */
export async function discussThisWeek(stage: Stage, at: number): Promise<void> {
  const open = [...(await openIn(stage, 'deploy', at)), ...(await openIn(stage, 'verify', at))];
  const topics = [...TOPICS];
  for (const record of open) {
    const cells = (await cellsOf(stage, record, at)).filter(({ verdict }) => verdict === 'open');
    const topic = cells.length === 0 ? undefined : topics.shift();
    if (topic === undefined) continue;
    const [outcome, ask] = topic;
    const asked = await askFor(stage, record.fix_id, cells.slice(0, 6), ask, at);
    await decide(stage, outcome, asked, at);
  }
  await work(stage, at + 6 * HOUR_MS);
}

async function decide(
  stage: Stage,
  outcome: Outcome,
  asked: Awaited<ReturnType<typeof askFor>>,
  at: number,
): Promise<void> {
  const { db, cast } = stage;
  if (outcome === 'asked') return;
  await signAs(stage, cast.itLead, [asked], at + HOUR_MS);
  if (outcome === 'declined') {
    const note = 'The window on Thursday is enough for these: please take them then.';
    await declineException(db, relayAt(db, at + 2 * HOUR_MS), cast.infosecLead, { ...asked, note });
  }
  if (outcome !== 'comes due' && outcome !== 'ended early') return;
  await signAs(stage, cast.infosecLead, [asked], at + 2 * HOUR_MS);
  if (outcome === 'comes due') return;
  const note = 'The driver is out and tested: we install it with the rest.';
  await endException(db, relayAt(db, at + 5 * HOUR_MS), cast.infosecLead, { ...asked, note });
}
