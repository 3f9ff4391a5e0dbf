import { scheduleRule, setCycleSchedule } from '@baton/contract/cycles.ts';
import { addEntry, offerRetrospective, readRetrospective, signRetrospective } from '@baton/contract/retrospectives.ts';
import { PROMPT_WORDS, PROMPTS, type Prompt } from '@baton/domain/cycles/review.ts';
import { scheduleWords } from '@baton/presentation/cycle-words.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { asPerson } from '../server/session-client.ts';
import { cycleNumber } from './cycle-number.ts';

/** `baton cycle say`: under a prompt of a retrospective. */
export function sayCommand(): Command {
  return new Command('say')
    .description('Write what worked, what failed, or what to adjust; a person does, with their password')
    .argument('<cycle>', 'its number', cycleNumber)
    .argument('<prompt>', `one of ${PROMPTS.join(', ')}`, promptOf)
    .argument('<words>', 'what you have to say')
    .action(async (number: number, prompt: Prompt, words: string) => {
      await asPerson((call) => call(addEntry, { params: { number }, body: { prompt, words } }));
      process.stdout.write(`Written under “${PROMPT_WORDS[prompt].title}”.\n`);
    });
}

function promptOf(text: string): Prompt {
  const found = PROMPTS.find((one) => one === text);
  if (found !== undefined) return found;
  throw new CliError('bad-option', `${text} is no prompt: ${PROMPTS.join(', ')}.`);
}

/** `baton cycle close`: offers a retrospective to both leads, or signs it. */
export function closeCommand(): Command {
  return new Command('close')
    .description('Sign the retrospective for your team; with both leads’ signatures it is closed')
    .argument('<cycle>', 'its number', cycleNumber)
    .option('--offer <note>', 'offer it to both leads as it stands: what is to be said of it')
    .action(async (number: number, { offer }: { readonly offer?: string }) => {
      const params = { number };
      if (offer !== undefined) {
        const { version } = await (await connect())(offerRetrospective, { params, body: { note: offer } });
        process.stdout.write(`Version ${version} waits for both leads: baton cycle close ${number}\n`);
        return;
      }
      const { closed } = await asPerson(async (call, prove) => {
        const [newest] = (await call(readRetrospective, { params })).versions;
        if (newest === undefined)
          throw new CliError('bad-option', `Offer it first: baton cycle close ${number} --offer`);
        process.stderr.write(`Version ${newest.version}: ${newest.note}\n`);
        const proof = prove(`/cycles/${number}/retrospective`);
        return call(signRetrospective, {
          params: { number, version: newest.version },
          body: { hash: newest.hash, proof },
        });
      });
      process.stdout.write(closed ? `Cycle ${number} is closed.\n` : 'Signed. It waits for the other team.\n');
    });
}

interface ScheduleOptions {
  readonly weekday?: string;
  readonly monthly?: string;
  readonly quarterly?: string;
  readonly dates?: string;
  readonly zone: string;
  readonly since?: string;
}

/** `baton cycle schedule`: when cycles begin. */
export function scheduleCommand(): Command {
  return new Command('schedule')
    .description('Set when cycles begin; a lead does, with their password')
    .option('--weekday <rule>', 'nth/weekday/days after: 2/2/0 is the second Tuesday, 2/2/1 the day after it')
    .option('--monthly <day>', 'on a day of each month, or its last')
    .option('--quarterly <rule>', 'month of the quarter/day: 1/1')
    .option('--dates <days>', 'own dates with commas; the last one ends the last cycle')
    .option('--zone <zone>', 'IANA time zone', Temporal.Now.timeZoneId())
    .option('--since <day>', 'the first cycle is the one that holds this day; past ones are made from the record')
    .action(async (options: ScheduleOptions) => {
      const rule = ruleOf(options);
      const since = options.since === undefined ? {} : { since: options.since };
      await asPerson((call) => call(setCycleSchedule, { body: { rule, timeZone: options.zone, ...since } }));
      process.stdout.write(`Cycles begin: ${scheduleWords({ rule, timeZone: options.zone })}.\n`);
    });
}

function ruleOf({ weekday, monthly, quarterly, dates }: ScheduleOptions) {
  const numbers = (text: string) => text.split('/').map(Number);
  const [nth, day, plusDays = 0] = numbers(weekday ?? '');
  const [month, dayOfQuarter] = numbers(quarterly ?? '');
  const wishes = [
    ...(weekday === undefined ? [] : [{ kind: 'weekday', nth, weekday: day, plusDays }]),
    ...(monthly === undefined ? [] : [{ kind: 'monthly', day: Number(monthly) }]),
    ...(quarterly === undefined ? [] : [{ kind: 'quarterly', month, day: dayOfQuarter }]),
    ...(dates === undefined ? [] : [{ kind: 'dates', starts: dates.split(',').map((text) => text.trim()) }]),
  ];
  const parsed = scheduleRule.safeParse(wishes[0]);
  if (wishes.length === 1 && parsed.success) return parsed.data;
  const given = Object.entries({ weekday, monthly, quarterly, dates }).filter(([, value]) => value !== undefined);
  const [first] = given;
  const wrong =
    first !== undefined && given.length === 1
      ? `--${first[0]} ${first[1]} is no rule.`
      : `${given.length === 0 ? 'No rule was' : `${given.length} rules were`} given.`;
  throw new CliError(
    'bad-option',
    `${wrong} Give one: --weekday 2/2/0, --monthly 1, --quarterly 1/1, or --dates with commas.`,
  );
}
