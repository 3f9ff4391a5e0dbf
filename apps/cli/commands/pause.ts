import { askPause, type ClockPause, endPause, listPauses, signPause } from '@baton/contract/clock-pauses.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { asPerson } from '../server/session-client.ts';
import { type Column, printList } from '../terminal/print-table.ts';
import { findRemediation } from './find-remediation.ts';

const COLUMNS: readonly Column<ClockPause>[] = [
  { heading: 'PAUSE', of: ({ pauseId }) => pauseId },
  { heading: 'REMEDIATION', of: ({ fix }) => fix },
  { heading: 'STATE', of: ({ state }) => state },
  { heading: 'UNTIL', of: ({ endsAt }) => endsAt.slice(0, 16).replace('T', ' ') },
  { heading: 'SIGNED BY', of: ({ signatures }) => signatures.map(({ person }) => person).join(', ') || 'nobody yet' },
  { heading: 'REASON', of: ({ reason }) => reason },
];

/** `baton pause …`: clocks that stand still, signed by both teams. */
export function pauseCommand(): Command {
  const pause = new Command('pause').description('Pauses of clocks: a reason, and a signature of each team');
  pause
    .command('list', { isDefault: true })
    .description('List pauses that wait for a signature or run')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      printList(await (await connect())(listPauses), COLUMNS, { json, none: 'No clock is paused, and none is to be.' });
    });
  pause
    .command('ask')
    .description('Ask for a pause: it runs when a lead of each team has signed it')
    .argument('<fix>', 'the fix or the id of the remediation')
    .requiredOption('--reason <words>', 'why the clock is to stand still')
    .requiredOption('--until <time>', 'when it runs on, ISO-8601 with Z')
    .action(async (fix: string, body: { readonly reason: string; readonly until: string }) => {
      const asked = await asPerson(async (call) => {
        const { id } = await findRemediation(call, fix);
        return call(askPause, { params: { remediationId: id }, body });
      });
      process.stdout.write(`It waits for both teams: baton pause sign ${asked.pauseId}\n`);
    });
  pause.command('sign').description('Sign a pause for your team').argument('<pause>', 'its id').action(sign);
  pause
    .command('end')
    .description('End a pause before its time, or withdraw one that waits')
    .argument('<pause>', 'its id')
    .action(async (pauseId: string) => {
      const ended = await asPerson((call) => call(endPause, { params: { pauseId } }));
      process.stdout.write(`The pause of ${ended.fix} is ${ended.state}.\n`);
    });
  return pause;
}

async function sign(pauseId: string): Promise<void> {
  const signed = await asPerson(async (call, prove) => {
    const waiting = (await call(listPauses)).rows.find((pause) => pause.pauseId === pauseId);
    if (!waiting?.hash) throw new CliError('bad-option', `No pause ${pauseId} waits for a signature.`);
    process.stderr.write(`${waiting.fix} until ${waiting.endsAt}: ${waiting.reason}\n`);
    const proof = prove(`/remediations/${waiting.remediationId}`);
    return call(signPause, { params: { pauseId }, body: { hash: waiting.hash, proof } });
  });
  process.stdout.write(
    signed.state === 'running'
      ? `The clock of ${signed.fix} stands still until ${signed.endsAt}.\n`
      : 'Signed. It waits for the other team.\n',
  );
}
