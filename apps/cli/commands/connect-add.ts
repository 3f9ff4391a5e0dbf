import { addConnection, connectionSettings } from '@baton/contract/connections.ts';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';
import { asPerson } from '../server/session-client.ts';
import { ask } from '../terminal/ask.ts';
import { readText } from './policy-apply.ts';

/** A command for each kind. Secrets are asked for and never given as arguments, which other users of a machine can read. */
export function addCommands(): readonly Command[] {
  return [
    webhookCommand(),
    chatCommand('slack'),
    chatCommand('teams'),
    emailCommand(),
    jiraCommand(),
    serviceNowCommand(),
  ];
}

const events = (initial: string): Option =>
  new Option('--events <events>', 'what is told: "remediation.*,message.clock-breach"; * is everything')
    .default(initial.split(','), initial)
    .argParser((text) => text.split(',').map((event) => event.trim()));
const authority = (): Option =>
  new Option('--authority <file>', 'certificate (PEM) of your own authority, by which the server is trusted');
const opens = (): Option =>
  new Option('--opens <when>', 'when an issue is opened: by hand, or as soon as InfoSec hands the baton to IT')
    .choices(['by-hand', 'accept'])
    .default('by-hand');
const STATES = '"waiting=To Do,working=In Progress,verifying=In Progress,closed=Done"; nothing after = leaves it';

function webhookCommand(): Command {
  return new Command('webhook')
    .description('Tell a program by http, signed (Standard Webhooks)')
    .argument('<name>')
    .argument('<url>')
    .addOption(events('remediation.*'))
    .addOption(authority())
    .action((name: string, url: string, flags: Flags) => add(name, { kind: 'webhook', url }, flags, null));
}

function chatCommand(kind: 'slack' | 'teams'): Command {
  const tool = kind === 'slack' ? 'Slack' : 'Microsoft Teams';
  return new Command(kind)
    .description(`Tell a channel of ${tool} by its incoming webhook, whose address is asked for`)
    .argument('<name>')
    .addOption(events('message.clock-breach,message.escalation'))
    .action((name: string, flags: Flags) => add(name, { kind }, flags, 'Address of the incoming webhook: '));
}

function emailCommand(): Command {
  return new Command('email')
    .description('Tell each person by mail; the password is asked for where a user is given')
    .argument('<name>')
    .requiredOption('--host <host>', 'the mail server')
    .option('--port <port>', 'its port', Number, 587)
    .addOption(new Option('--security <kind>', 'how').choices(['tls', 'starttls', 'none']).default('starttls'))
    .option('--user <user>', 'whom Baton signs in as')
    .requiredOption('--from <address>', 'whom mails are from')
    .addOption(events('message.*'))
    .addOption(authority())
    .action((name: string, { host, port, security, user, from, ...flags }: Flags & EmailFlags) => {
      const settings = { kind: 'email', host, port, security, user: user ?? null, from };
      return add(name, settings, flags, user === undefined ? null : 'Password: ');
    });
}

function jiraCommand(): Command {
  return new Command('jira')
    .description('Follow remediations in Jira: an issue each, states and comments both ways; the token is asked for')
    .argument('<name>')
    .argument('<url>')
    .requiredOption('--project <key>', 'where issues are made: OPS')
    .option('--type <name>', 'their type', 'Task')
    .option('--user <email>', 'the account of the API token (Jira’s cloud); without it a data center’s token')
    .option('--states <states>', STATES)
    .addOption(opens())
    .addOption(authority())
    .action((name: string, url: string, { project, type, user, ...flags }: Flags & JiraFlags) => {
      const deployment = user === undefined ? 'data-center' : 'cloud';
      const settings = { kind: 'jira', url, deployment, user: user ?? null, project, issueType: type };
      return add(name, settings, flags, 'Token: ');
    });
}

function serviceNowCommand(): Command {
  return new Command('servicenow')
    .description('Follow remediations in ServiceNow: an incident each; the password is asked for')
    .argument('<name>')
    .argument('<url>')
    .requiredOption('--user <user>', 'whom Baton signs in as')
    .option('--table <table>', 'where incidents are made', 'incident')
    .addOption(
      new Option('--words <field>', 'what comments become').choices(['work_notes', 'comments']).default('work_notes'),
    )
    .option('--close-code <code>', 'what a resolved incident says')
    .option('--states <states>', STATES.replaceAll(/=[\w ]+/g, '=N'))
    .addOption(opens())
    .addOption(authority())
    .action((name: string, url: string, { user, table, words, closeCode, ...flags }: Flags & ServiceNowFlags) => {
      const settings = { kind: 'servicenow', url, user, table, words, closeCode: closeCode ?? null };
      return add(name, settings, flags, 'Password: ');
    });
}

interface Flags {
  readonly events?: readonly string[];
  readonly authority?: string;
  readonly states?: string;
  readonly opens?: string;
}
interface EmailFlags {
  readonly host: string;
  readonly port: number;
  readonly security: string;
  readonly user?: string;
  readonly from: string;
}
interface JiraFlags {
  readonly project: string;
  readonly type: string;
  readonly user?: string;
}
interface ServiceNowFlags {
  readonly user: string;
  readonly table: string;
  readonly words: string;
  readonly closeCode?: string;
}

async function add(name: string, own: object, flags: Flags, question: string | null): Promise<void> {
  const { authority: file, states, ...rest } = flags;
  const settings = connectionSettings.safeParse({
    ...own,
    ...rest,
    ...(states === undefined ? {} : { states: readStates(states) }),
    ...(file === undefined ? {} : { authority: await readText(file) }),
  });
  if (!settings.success) throw new CliError('bad-option', z.prettifyError(settings.error));
  const { connection, signingSecret } = await asPerson(async (call) => {
    const secret = question === null ? undefined : await ask(question, { hidden: true });
    return call(addConnection, {
      body: { name, settings: settings.data, ...(secret === undefined ? {} : { secret }) },
    });
  });
  const lines = [
    `${connection.name} is connected. Try it: baton connect test "${connection.name}"`,
    ...(signingSecret === null ? [] : [`Signed by ${signingSecret}`, 'It is shown this once.']),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** `waiting=To Do,closed=` → `{waiting: 'To Do', closed: null}`; what is not named is left as it is. */
function readStates(text: string): Readonly<Record<string, string | null>> {
  const named = text.split(',').map((pair) => pair.split('=').map((word) => word.trim()));
  const none = { waiting: null, working: null, verifying: null, closed: null };
  return { ...none, ...Object.fromEntries(named.map(([phase, state]) => [phase, state || null])) };
}
