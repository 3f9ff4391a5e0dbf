import { answerQuestion, askQuestion, listQuestions, type QuestionDto } from '@baton/contract/questions.ts';
import { team } from '@baton/contract/ratio.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Command, Option } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson } from '../terminal/print-table.ts';
import { previewText, type SelectionFlags, selectionOf, withSelection } from './work-selection.ts';

const TEAMS = { it: 'IT', infosec: 'InfoSec' } as const;

interface AskFlags extends SelectionFlags {
  readonly dispute?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `baton ask`: asks the other team about cells. */
export function askCommand(): Command {
  const command = new Command('ask')
    .description('Ask the other team about cells, or dispute the cause that they are said to have')
    .argument('<words>', 'the question')
    .option('--dispute', 'the named cause is wrong: say why')
    .option('--dry-run', 'only say what would be done')
    .option('--json', 'print what the API says')
    .action(async (text: string, { dispute, dryRun, json, ...flags }: AskFlags) => {
      const call = await connect();
      const selection = await selectionOf(call, flags);
      if (dryRun === true)
        return void process.stdout.write(await previewText(call, dispute ? 'dispute' : 'ask', selection));
      const asked = await call(askQuestion, { body: { selection, text, kind: dispute ? 'dispute' : 'question' } });
      if (json === true) printJson(asked);
      else process.stdout.write(questionText(asked));
    });
  return withSelection(command);
}

/** `baton answer`: says something where a question was asked. */
export function answerCommand(): Command {
  return new Command('answer')
    .description('Answer a question of the other team, or say more to one of your own')
    .argument('<question>', 'id of the question, as "baton questions" shows it')
    .argument('<words>', 'what to say')
    .action(async (questionId: string, text: string) => {
      const call = await connect();
      process.stdout.write(questionText(await call(answerQuestion, { params: { questionId }, body: { text } })));
    });
}

/** `baton questions`: what was asked, and what waits for an answer. */
export function questionsCommand(): Command {
  return new Command('questions')
    .description('List questions between the teams with their answers, those that wait first')
    .addOption(new Option('--waits-for <team>', 'only those that wait for this team').choices([...team.options]))
    .option('--page <number>', 'page of 50', '1')
    .option('--json', 'print what the API says')
    .action(async ({ waitsFor, page, json }: { waitsFor?: string; page: string; json?: boolean }) => {
      const call = await connect();
      const query = { page, ...(waitsFor === undefined ? {} : { waitsFor: team.parse(waitsFor) }) };
      const list = await call(listQuestions, { query });
      if (json === true) printJson(list);
      else process.stdout.write(list.rows.map(questionText).join('\n') || 'Nothing was asked.\n');
    });
}

function questionText(question: QuestionDto): string {
  const { first, cells, causeLabel, waitsFor, messages } = question;
  const about =
    cells === 1
      ? `${first.device} × ${first.fix}`
      : `${formatCounted(cells, 'cell')}, such as ${first.device} × ${first.fix}`;
  const kind = question.kind === 'dispute' ? `disputes “${causeLabel}”` : 'asks';
  return [
    `${question.id}  ${TEAMS[question.askingTeam]} ${kind}: ${about}. ${waitsFor === null ? 'Answered' : `Waits for ${TEAMS[waitsFor]}`}.`,
    ...messages.map(
      ({ at, byName, byTeam, text }) => `  ${at.slice(0, 16).replace('T', ' ')} ${byName} (${TEAMS[byTeam]}): ${text}`,
    ),
    '',
  ].join('\n');
}
