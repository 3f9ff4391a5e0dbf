import type { Client } from '@baton/contract/client.ts';
import { listPeople } from '@baton/contract/people.ts';
import { place, rejectReason } from '@baton/contract/remediations.ts';
import {
  actInBulk,
  type BulkAct,
  type BulkPreview,
  bulkAct,
  previewBulk,
} from '@baton/contract/remediations-in-bulk.ts';
import { Argument, Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { asPerson } from '../server/session-client.ts';
import { teamName } from './remediation-list.ts';

interface Flags {
  readonly leg?: string;
  readonly team?: 'it' | 'infosec';
  readonly overdue?: boolean;
  readonly search?: string;
  readonly note?: string;
  readonly reason?: string;
  readonly to?: string;
  readonly yes?: boolean;
}

/** `baton remediation bulk`: one act on all that match, after a preview. */
export function remediationBulkCommand(): Command {
  return new Command('bulk')
    .description('Do one act on all remediations that match; without --yes only say what it would do')
    .addArgument(new Argument('<act>', 'what to do').choices([...bulkAct.options]))
    .addOption(new Option('--leg <leg>', 'only in this leg').choices([...place.options]))
    .addOption(new Option('--team <team>', 'only where this team holds the baton').choices(['it', 'infosec']))
    .option('--overdue', 'only what is overdue')
    .option('--search <text>', 'part of the fix or a CVE')
    .option('--note <words>', 'what the others must know')
    .addOption(
      new Option('--reason <reason>', 'of a rejection').choices([...rejectReason.exclude(['duplicate']).options]),
    )
    .option('--to <person>', 'of assign: e-mail, or "nobody"')
    .option('--yes', 'do it')
    .action(async (name: string, flags: Flags) => {
      const act = bulkAct.parse(name);
      await asPerson(async (call) => {
        const preview = await call(previewBulk, { body: { act, selection: { filter: filterOf(flags) } } });
        process.stdout.write(`${previewLines(preview).join('\n')}\n`);
        if (flags.yes !== true || preview.open === 0) return;
        const { done, refused } = await call(actInBulk, { body: await orderOf(call, act, preview, flags) });
        for (const { fix, why } of refused) process.stdout.write(`${fix}: not done. ${why}\n`);
        process.stdout.write(`Done on ${done}.\n`);
      });
    });
}

function filterOf({ leg, team, overdue, search }: Flags) {
  return {
    ...(leg === undefined ? {} : { place: place.parse(leg) }),
    ...(team === undefined ? {} : { holder: team }),
    ...(overdue === true ? { overdue: 'true' as const } : {}),
    ...(search === undefined ? {} : { search }),
  };
}

function previewLines({ matching, open, cells, to, items }: BulkPreview): readonly string[] {
  return [
    `${matching} match. It would be done on ${open}, with ${cells} cells that are not proven.`,
    ...to.map(({ place: leg, team, remediations }) => `${remediations} to ${leg}, ${teamName(team)}`),
    ...items.flatMap(({ fix, why }) => (why === null ? [] : [`${fix}: left out. ${why}`])),
  ];
}

async function orderOf(call: Client, act: BulkAct, { items }: BulkPreview, { note, reason, to }: Flags) {
  return {
    act,
    items: items.filter(({ why }) => why === null).map(({ remediationId, version }) => ({ remediationId, version })),
    ...(note === undefined ? {} : { note }),
    ...(reason === undefined ? {} : { reason: rejectReason.exclude(['duplicate']).parse(reason) }),
    ...(to === undefined ? {} : { personId: to === 'nobody' ? null : await personNamed(call, to) }),
  };
}

async function personNamed(call: Client, email: string): Promise<string> {
  const { rows } = await call(listPeople, { query: { search: email, pageSize: 500 } });
  const found = rows.find((person) => person.email === email.toLowerCase());
  if (found) return found.personId;
  throw new CliError('bad-option', `Nobody has the e-mail ${email}.`);
}
