import { listLog, verifyLog } from '@baton/contract/log.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson, printList } from '../terminal/print-table.ts';

/** `baton log`: what was done, and whether the record of it is whole. */
export function logCommand(): Command {
  return logListCommand('log').addCommand(logVerifyCommand());
}

/** The list of what was done, under the name that is asked for. */
export function logListCommand(name: string): Command {
  return new Command(name)
    .description('Show what people, keys and Baton did, newest first')
    .option('--action <action>', 'an action (key.created) or its area (key)')
    .option('--subject <id>', 'what it was done to')
    .option('--from <time>', 'from this time, ISO-8601 with Z')
    .option('--to <time>', 'before this time, ISO-8601 with Z')
    .option('--page <number>', 'page of 50', '1')
    .option('--json', 'print what the API says')
    .action(
      async ({
        action,
        subject,
        from,
        to,
        page,
        json,
      }: Readonly<Record<string, string>> & { readonly json?: boolean }) => {
        const call = await connect();
        const list = await call(listLog, { query: { action, subjectId: subject, from, to, page } });
        const columns = [
          { heading: 'TIME', of: (row: (typeof list.rows)[number]) => row.at.slice(0, 19).replace('T', ' ') },
          { heading: 'WHO', of: (row: (typeof list.rows)[number]) => row.actor.name },
          { heading: 'DID', of: (row: (typeof list.rows)[number]) => row.action },
          {
            heading: 'TO',
            of: (row: (typeof list.rows)[number]) => row.subject.name ?? row.subject.id ?? row.subject.kind,
          },
        ];
        printList(list, columns, { json, none: 'Nothing was done that fits.' });
      },
    );
}

/** `baton log verify` and `baton audit verify`: the chain of the whole log. */
export function logVerifyCommand(): Command {
  return new Command('verify')
    .description('Check the chain of the whole log; exit code 1 where it is broken')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const call = await connect();
      const found = await call(verifyLog);
      if (json === true) printJson(found);
      else if (found.intact)
        process.stdout.write(`The log is whole: ${found.entries} entries. Newest link: ${found.head.hash}\n`);
      else
        process.stdout.write(
          [
            'The log was tampered with:',
            ...found.problems.map(({ sequence, what }) => `  ${sequence ?? '–'}: ${what}`),
            '',
          ].join('\n'),
        );
      if (!found.intact) process.exitCode = 1;
    });
}
