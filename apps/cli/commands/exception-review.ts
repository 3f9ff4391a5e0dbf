import type { Client } from '@baton/contract/client.ts';
import {
  closeMeeting,
  decideInMeeting,
  type ExceptionMeeting,
  listMeetings,
  openMeeting,
} from '@baton/contract/exception-meetings.ts';
import { REVIEW_DECISIONS, type ReviewDecision } from '@baton/domain/exceptions/meeting-minutes.ts';
import { Argument, Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { asPerson } from '../server/session-client.ts';
import { printJson } from '../terminal/print-table.ts';
import { idOfException } from './find-exception.ts';
import { timeOf } from './time-option.ts';
import { idOfPerson } from './work-selection.ts';

/** `baton exception review …`: the meeting in which both teams decide what comes due. */
export function exceptionReviewCommand(): Command {
  const review = new Command('review').description('Review meetings: what comes due, decided together, with minutes');
  review
    .command('show', { isDefault: true })
    .description('Print the minutes of the newest meeting, or of the one that is open as they would be')
    .option('--json', 'print what the API says of all meetings')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const meetings = await (await connect())(listMeetings, { query: { pageSize: 500 } });
      if (json === true) return printJson(meetings);
      process.stdout.write(`${meetings.rows[0]?.minutes ?? 'No review meeting was held yet.'}\n`);
    });
  review
    .command('open')
    .description('Open a meeting; a person signs in for it')
    .argument('<people...>', 'who is there, of both teams: names or e-mails')
    .action(async (people: readonly string[]) => {
      await asPerson(async (call) => {
        const present = [];
        for (const name of people) present.push(await idOfPerson(call, name));
        await call(openMeeting, { body: { present } });
      });
      process.stdout.write('The meeting is open: baton exception review decide EX-12 renew\n');
    });
  review.addCommand(decideCommand());
  review
    .command('close')
    .description('Close the open meeting and keep its minutes; a person signs in for it')
    .option('--notes <words>', 'what the minutes are to say besides', '')
    .action(async ({ notes }: { readonly notes: string }) => {
      const { minutes } = await asPerson(async (call) => {
        const { meetingId } = await openOne(call);
        return call(closeMeeting, { params: { meetingId }, body: { notes } });
      });
      process.stdout.write(`${minutes}\n`);
    });
  return review;
}

function decideCommand(): Command {
  return new Command('decide')
    .description('Decide on an exception in the open meeting; a person signs in for it')
    .argument('<exception>', 'EX-12, or its id')
    .addArgument(new Argument('<decision>', 'what').choices([...REVIEW_DECISIONS]))
    .option('--note <words>', 'why; an end or a hand-back needs it', '')
    .option('--until <day>', 'of a renewal; as long again as it lasted unless told')
    .action(
      async (
        name: string,
        decision: ReviewDecision,
        { note, until }: { readonly note: string; readonly until?: string },
      ) => {
        const meeting = await asPerson(async (call) => {
          const { meetingId } = await openOne(call);
          const exceptionId = await idOfException(call, name);
          const body = { exceptionId, decision, note, ...(until === undefined ? {} : { until: timeOf(until) }) };
          return call(decideInMeeting, { params: { meetingId }, body });
        });
        process.stdout.write(`${meeting.decisions.length} decided in this meeting.\n`);
      },
    );
}

async function openOne(call: Client): Promise<ExceptionMeeting> {
  const [newest] = (await call(listMeetings, { query: { pageSize: 1 } })).rows;
  if (newest !== undefined && newest.closedAt === null) return newest;
  throw new CliError('bad-option', 'No review meeting is open: baton exception review open PEOPLE');
}
