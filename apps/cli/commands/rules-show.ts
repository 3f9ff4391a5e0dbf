import { getRules, type RuleRow, type RuleSetState } from '@baton/contract/rules.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printJson, tableText } from '../terminal/print-table.ts';
import { teamName } from './remediation-list.ts';

interface Flags {
  readonly document?: boolean;
  readonly facts?: boolean;
  readonly json?: boolean;
}

const COLUMNS: readonly Column<RuleRow>[] = [
  { heading: 'CAUSE', of: (row) => row.label },
  { heading: 'ID', of: (row) => row.id },
  { heading: 'VERSION', of: (row) => String(row.version), number: true },
  { heading: 'OWNER', of: (row) => (row.owner === 'none' ? '' : row.owner) },
  { heading: '', of: ({ on, own, positiveProof }) => wordsOf({ on, own, positiveProof }).join(', ') },
];

function wordsOf({ on, own, positiveProof }: Pick<RuleRow, 'on' | 'own' | 'positiveProof'>): readonly string[] {
  return [...(on ? [] : ['off']), ...(own ? ['own'] : []), ...(positiveProof ? ['positive proof'] : [])];
}

/** `baton rules show`: the rule set in force, and what waits. */
export function rulesShowCommand(): Command {
  return new Command('show')
    .description('Show the rule set in force, in the order in which causes are tried, and what waits for signatures')
    .option('--document', 'print the document itself: the draft’s, else the one in force; change it and apply it')
    .option('--facts', 'list the facts that own rules may ask for')
    .option('--json', 'print what the API says')
    .action(async ({ document, facts, json }: Flags) => {
      const state = await (await connect())(getRules);
      if (json === true) printJson(state);
      else if (document === true) printJson((state.draft ?? state.open ?? state.inForce).document);
      else if (facts === true) printFacts(state);
      else print(state);
    });
}

function print({ inForce, draft, open }: RuleSetState): void {
  const from = inForce.version === 0 ? 'as shipped' : `version ${inForce.version}, since ${inForce.since}`;
  const signed = inForce.signatures.map(({ person, team }) => `${person} (${teamName(team)})`).join(', ');
  process.stdout.write(`Rule set ${from}${signed === '' ? '' : `, signed by ${signed}`}.\n\n`);
  process.stdout.write(tableText(inForce.rules, COLUMNS, ''));
  for (const [name, proposed] of [
    [`Version ${open?.version} waits for signatures`, open],
    ['Draft', draft],
  ] as const) {
    if (proposed === null) continue;
    process.stdout.write(`\n${name}:\n${differences(proposed.differences)}`);
    const { preview } = proposed;
    process.stdout.write(
      preview === null
        ? '  Not previewed yet: "baton rules preview".\n'
        : `  Would change ${preview.changedCells.toLocaleString('en-US')} of ${preview.cells.toLocaleString('en-US')} cells, by the fleet of ${preview.madeAt}.\n`,
    );
  }
}

function differences(sentences: readonly string[]): string {
  return (sentences.length === 0 ? ['Nothing is different.'] : sentences).map((one) => `  ${one}\n`).join('');
}

function printFacts({ facts }: RuleSetState): void {
  const columns: readonly Column<RuleSetState['facts'][number]>[] = [
    { heading: 'FACT', of: ({ name }) => name },
    { heading: 'KIND', of: ({ kind }) => kind },
    { heading: 'TESTS', of: ({ tests }) => tests.join(', ') },
    { heading: 'WHAT', of: ({ about }) => about },
  ];
  process.stdout.write(tableText(facts, columns, ''));
}
