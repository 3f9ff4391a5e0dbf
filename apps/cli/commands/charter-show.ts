import { type CharterPage, readCharter } from '@baton/contract/charter.ts';
import { listDuties } from '@baton/contract/duties.ts';
import type { DocumentVersion } from '@baton/contract/signatures.ts';
import { partiesOf } from '@baton/domain/charter/charter.ts';
import { RESPONSIBILITIES } from '@baton/domain/charter/responsibility.ts';
import { warningsOf } from '@baton/domain/charter/warnings.ts';
import { RESPONSIBILITY_WORDS, TEAM_NAMES } from '@baton/domain/charter/words.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printJson, tableText } from '../terminal/print-table.ts';
import { printLines, warningLines } from './charter-lines.ts';

const VERSIONS: readonly Column<DocumentVersion>[] = [
  { heading: 'VERSION', of: ({ version }) => String(version), number: true },
  { heading: 'STATE', of: ({ state }) => state },
  { heading: 'OFFERED', of: ({ offeredAt, offeredBy }) => `${offeredAt.slice(0, 10)} ${offeredBy}` },
  {
    heading: 'SIGNED',
    of: ({ signatures }) =>
      signatures.map(({ team, person }) => `${TEAM_NAMES[team]}: ${person}`).join(', ') || 'by nobody',
  },
  { heading: 'NOTE', of: ({ note }) => note },
];

/** `baton charter show`: the matrix in force, its versions, and who is asked now. */
export function charterShowCommand(): Command {
  return new Command('show')
    .description('Show the charter in force, its versions and signatures, and who is asked now')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const call = await connect();
      const page = await call(readCharter, {});
      if (json === true) return printJson(page);
      process.stdout.write(matrixText(page.inForce));
      printLines(warningLines(warningsOf(page.inForce.charter)));
      process.stdout.write(`\n${tableText(page.versions, VERSIONS, 'No version was offered yet.')}`);
      if (page.draft) process.stdout.write(`A draft was saved by ${page.draft.savedBy}.\n`);
      const { asked } = await call(listDuties, {});
      for (const team of ['it', 'infosec'] as const) {
        const names = asked[team].map(({ name, as }) => `${name} (${as})`).join(', ');
        process.stdout.write(`Asked now for ${TEAM_NAMES[team]}: ${names || 'nobody'}\n`);
      }
    });
}

function matrixText({ charter, version, from }: CharterPage['inForce']): string {
  const parties = partiesOf(charter);
  const state =
    version === null
      ? 'No version is signed by both yet: the default holds.'
      : `Version ${version}, in force from ${from?.slice(0, 16).replace('T', ' ')}.`;
  const columns = [
    { heading: '', of: (row: (typeof RESPONSIBILITIES)[number]) => RESPONSIBILITY_WORDS[row].name },
    ...parties.map((party) => ({
      heading: party,
      of: (row: (typeof RESPONSIBILITIES)[number]) => charter.responsibilities[row][party] ?? '',
    })),
  ];
  return `${charter.title}\n${state}\n\n${tableText(RESPONSIBILITIES, columns, '')}`;
}
