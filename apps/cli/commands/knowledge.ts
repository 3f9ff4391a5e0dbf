import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fetchKnowledge, getFix, getKnowledge, loadKnowledge } from '@baton/contract/knowledge.ts';
import { Command } from 'commander';
import type { z } from 'zod';
import { connect } from '../server/connect.ts';
import { fileProblem } from '../terminal/file-problem.ts';
import { printJson, tableText } from '../terminal/print-table.ts';

type State = z.infer<typeof getKnowledge.response>;

interface Flags {
  readonly json?: boolean;
}

/** `baton knowledge`: the advisories that verdicts rest on. */
export function knowledgeCommand(): Command {
  const knowledge = new Command('knowledge').description('Show or load the advisories that Baton knows');
  knowledge
    .command('show')
    .description('Show which advisories are known, from where and how old')
    .option('--json', 'print what the API says')
    .action(async ({ json }: Flags) => print(await (await connect())(getKnowledge), json));
  knowledge
    .command('load')
    .description('Load a newer bundle; it replaces what is known at once, or changes nothing')
    .argument('<file>', 'a bundle (.jsonl.zst)')
    .option('--json', 'print what the API says')
    .action(async (path: string, { json }: Flags) => {
      await stat(path).catch((cause: unknown) => {
        throw fileProblem(path, cause);
      });
      const call = await connect();
      print(await call(loadKnowledge, { file: Readable.toWeb(createReadStream(path)) }), json);
    });
  knowledge
    .command('fetch')
    .description('Let the server load a newer bundle from an address')
    .argument('<url>', 'http or https')
    .option('--json', 'print what the API says')
    .action(async (url: string, { json }: Flags) => {
      const call = await connect();
      print(await call(fetchKnowledge, { body: { url } }), json);
    });
  knowledge
    .command('fix')
    .description('Show what is known of one fix, as JSON')
    .argument('<fix>', 'KB5044273, or "openssl 3.0.14-1~deb12u2"')
    .action(async (fix: string) => printJson(await (await connect())(getFix, { params: { fix } })));
  return knowledge;
}

function print(state: State, json: boolean | undefined): void {
  if (json === true) {
    printJson(state);
    return;
  }
  if (state.date === null) {
    process.stdout.write('No advisories are loaded yet.\n');
    return;
  }
  const { fixes, vulnerabilities } = state;
  process.stdout.write(
    `Advisories of ${state.date}: ${fixes.toLocaleString('en-US')} fixes, ${vulnerabilities.toLocaleString('en-US')} vulnerabilities.\n\n`,
  );
  const columns = [
    { heading: 'FROM', of: ({ name }: State['sources'][number]) => name },
    { heading: 'DATE', of: ({ date }: State['sources'][number]) => date },
    {
      heading: 'RECORDS',
      number: true as const,
      of: ({ records }: State['sources'][number]) => records.toLocaleString('en-US'),
    },
    { heading: 'LICENCE', of: ({ licence }: State['sources'][number]) => licence },
  ];
  process.stdout.write(tableText(state.sources, columns, 'It names no sources.'));
}
