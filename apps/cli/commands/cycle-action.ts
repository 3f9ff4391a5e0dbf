import { listPeople } from '@baton/contract/people.ts';
import {
  actionPromise,
  addAction,
  judgeAction,
  type ReviewAction,
  readRetrospective,
  takeActionBack,
} from '@baton/contract/retrospectives.ts';
import { PROMISE_MEASURES } from '@baton/domain/cycles/promise.ts';
import { JUDGEMENT_WORDS, JUDGEMENTS, type Judgement } from '@baton/domain/cycles/review.ts';
import { figureWords, keptWords } from '@baton/presentation/cycle-words.ts';
import { Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { asPerson } from '../server/session-client.ts';
import { type Column, printJson, tableText } from '../terminal/print-table.ts';
import { cycleNumber } from './cycle-number.ts';

/** `baton cycle action …`: what people will do, and how it is judged. */
export function actionCommand(): Command {
  return new Command('action')
    .description('Actions of retrospectives: list, add, judge, take back')
    .addCommand(listCommand())
    .addCommand(addCommand())
    .addCommand(judgeCommand())
    .addCommand(takeBackCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('List the actions of a cycle, and those of earlier ones that it judges')
    .argument('<cycle>', 'its number', cycleNumber)
    .option('--json', 'print what the API says')
    .action(async (number: number, { json }: { readonly json?: boolean }) => {
      const { actions, toJudge } = await (await connect())(readRetrospective, { params: { number } });
      if (json === true) return printJson({ actions, toJudge });
      process.stdout.write(`To judge in cycle ${number}\n${tableText(toJudge, columnsOf(number), 'none')}\n`);
      process.stdout.write(`Made in cycle ${number}\n${tableText(actions, columnsOf(number), 'none')}`);
    });
}

function columnsOf(number: number): readonly Column<ReviewAction>[] {
  return [
    { heading: 'ID', of: ({ actionId }) => actionId },
    { heading: 'DUE', of: ({ dueOn }) => dueOn },
    { heading: 'OWNER', of: ({ owner }) => owner.name },
    { heading: 'ACTION', of: ({ what }) => what },
    { heading: 'PROMISED', of: ({ promised }) => promised ?? '' },
    {
      heading: 'CAME TO',
      of: ({ figure, kept }) => (figure === null ? '' : `${figureWords(figure)}, ${keptWords(kept)}`),
    },
    {
      heading: 'JUDGED',
      of: ({ judgements }) => {
        const own = judgements.find((one) => one.number === number);
        return own === undefined ? '' : `${JUDGEMENT_WORDS[own.judgement]}: ${own.note}`;
      },
    },
  ];
}

interface AddOptions {
  readonly owner: string;
  readonly due: string;
  readonly measure?: string;
  readonly target?: string;
  readonly cause?: string;
}

function addCommand(): Command {
  return new Command('add')
    .description('Add an action with owner and date; a person does, with their password')
    .argument('<cycle>', 'its number', cycleNumber)
    .argument('<what>', 'what will be done')
    .requiredOption('--owner <email>', 'whose it is')
    .requiredOption('--due <day>', 'by when: 2026-12-31')
    .addOption(new Option('--measure <measure>', 'a number that it promises').choices(PROMISE_MEASURES))
    .option('--target <number>', 'of the measure: per cent of a share, else a whole number')
    .option('--cause <id>', 'of cause-cells: whose cells')
    .action(async (number: number, what: string, { owner, due, ...promised }: AddOptions) => {
      const promise = promiseOf(promised);
      const { actionId } = await asPerson(async (call) => {
        const found = (await call(listPeople)).rows.find(({ email }) => email === owner.toLowerCase());
        if (found === undefined) throw new CliError('bad-option', `Nobody here has the address ${owner}.`);
        return call(addAction, { params: { number }, body: { what, ownerId: found.personId, dueOn: due, promise } });
      });
      process.stdout.write(`${actionId}\n`);
    });
}

function promiseOf({ measure, target, cause }: Pick<AddOptions, 'measure' | 'target' | 'cause'>) {
  if (measure === undefined) return null;
  const parsed = actionPromise.safeParse({ measure, target: Number(target), cause: cause ?? null });
  if (parsed.success) return parsed.data;
  throw new CliError('bad-option', 'A promise is a measure with its --target, and of cause-cells also its --cause.');
}

function judgeCommand(): Command {
  return new Command('judge')
    .description('Judge an action of an earlier cycle in this one; a person does who does not own it')
    .argument('<cycle>', 'the cycle that judges', cycleNumber)
    .argument('<action>', 'its id: see baton cycle action list')
    .argument('<judgement>', `one of ${JUDGEMENTS.join(', ')}`, judgementOf)
    .requiredOption('--note <words>', 'what came of it')
    .option('--due <day>', 'of what is carried over: the new date')
    .action(async (number: number, actionId: string, judgement: Judgement, options: JudgeOptions) => {
      const body = { judgement, note: options.note, dueOn: options.due ?? null };
      await asPerson((call) => call(judgeAction, { params: { number, actionId }, body }));
      process.stdout.write(`Judged: ${JUDGEMENT_WORDS[judgement]}.\n`);
    });
}

interface JudgeOptions {
  readonly note: string;
  readonly due?: string;
}

function judgementOf(text: string): Judgement {
  const found = JUDGEMENTS.find((one) => one === text);
  if (found !== undefined) return found;
  throw new CliError('bad-option', `${text} is no judgement: ${JUDGEMENTS.join(', ')}.`);
}

function takeBackCommand(): Command {
  return new Command('take-back')
    .description('Take an action back before its retrospective is closed')
    .argument('<cycle>', 'the cycle that it was made in', cycleNumber)
    .argument('<action>', 'its id')
    .action(async (number: number, actionId: string) => {
      await asPerson((call) => call(takeActionBack, { params: { number, actionId } }));
      process.stdout.write('Taken back.\n');
    });
}
