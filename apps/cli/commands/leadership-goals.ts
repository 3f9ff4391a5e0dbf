import {
  jointGoals,
  type LeadershipPage,
  offerGoals,
  readGoals,
  saveGoalsDraft,
  signGoals,
} from '@baton/contract/leadership.ts';
import { MEASURE_WORDS } from '@baton/domain/leadership/joint-goals.ts';
import { formatCount, formatShareInTenths } from '@baton/presentation/formats.ts';
import { goalTarget } from '@baton/presentation/leadership-words.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { asPerson } from '../server/session-client.ts';
import { printJson, tableText } from '../terminal/print-table.ts';
import { readText } from './policy-apply.ts';

type Goal = NonNullable<LeadershipPage['goals']>['goals'][number];

/** `baton leadership goals …`: what both leads have agreed to reach. */
export function goalsCommand(): Command {
  return new Command('goals')
    .description('Show the joint goals: the draft, and every version with its signatures')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const state = await (await connect())(readGoals);
      if (json === true) return printJson(state);
      const columns = [
        {
          heading: 'VERSION',
          number: true as const,
          of: (row: (typeof state.versions)[number]) => String(row.version),
        },
        { heading: 'STATE', of: (row: (typeof state.versions)[number]) => row.state },
        { heading: 'TO', of: (row: (typeof state.versions)[number]) => row.goals.by },
        {
          heading: 'SIGNED BY',
          of: (row: (typeof state.versions)[number]) =>
            row.signatures.map(({ person }) => person).join(', ') || 'nobody yet',
        },
        { heading: 'GOALS', of: (row: (typeof state.versions)[number]) => row.goals.goals.map(goalWords).join('; ') },
      ];
      process.stdout.write(tableText(state.versions, columns, 'No goals were offered for signing yet.'));
    })
    .addCommand(applyCommand())
    .addCommand(signCommand());
}

function goalWords({ measure, target }: { readonly measure: Goal['measure']; readonly target: number }): string {
  const { label, unit, kind, reached } = MEASURE_WORDS[measure];
  return `${label} at ${reached} ${goalTarget({ target, kind, unit })}`;
}

/** Goals with where each stands. */
export function goalTable(goals: readonly Goal[]): string {
  const columns = [
    { heading: 'GOAL', of: ({ label }: Goal) => label },
    {
      heading: 'NOW',
      number: true as const,
      of: ({ figure }: Goal) =>
        figure.kind === 'share' ? formatShareInTenths(figure.share) : formatCount(figure.number),
    },
    {
      heading: 'TARGET',
      number: true as const,
      of: ({ target, figure, unit }: Goal) => goalTarget({ target, kind: figure.kind, unit }),
    },
    { heading: '', of: ({ reached }: Goal) => (reached === true ? 'reached' : '') },
  ];
  return tableText(goals, columns, '');
}

function applyCommand(): Command {
  return new Command('apply')
    .description(
      'Keep goals in JSON as the draft: {"title", "by": "2026-12-31", "goals": [{"measure": "agreed", "target": 92}]}',
    )
    .argument('<file>', 'the goals; "-" reads standard input')
    .option('--offer <note>', 'offer them for signing: what they are for')
    .action(async (file: string, { offer }: { readonly offer?: string }) => {
      const goals = parseGoals(file, await readText(file));
      const call = await connect();
      const { draft } = await call(readGoals);
      const { revision } = await call(saveGoalsDraft, { body: { seenRevision: draft?.revision ?? 0, goals } });
      if (offer === undefined) {
        process.stdout.write('Kept as the draft. They hold when both leads have signed them.\n');
        return;
      }
      const { version } = await call(offerGoals, { body: { seenRevision: revision, note: offer } });
      process.stdout.write(`Version ${version} waits for both leads: baton leadership goals sign ${version}\n`);
    });
}

function parseGoals(file: string, text: string) {
  try {
    return jointGoals.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError('bad-file', `${file} does not hold joint goals: ${why}`);
  }
}

function signCommand(): Command {
  return new Command('sign')
    .description('Sign a version of the joint goals for your team; with both signatures they hold')
    .argument('<version>', 'the version')
    .action(async (version: string) => {
      const { inForce } = await asPerson(async (call, prove) => {
        const found = (await call(readGoals)).versions.find((one) => String(one.version) === version);
        if (!found) throw new CliError('bad-option', `There is no version ${version} of the joint goals.`);
        process.stderr.write(`Version ${version}: ${found.note}\n${found.goals.goals.map(goalWords).join('\n')}\n`);
        const proof = prove('/leadership/goals');
        return call(signGoals, { params: { version: found.version }, body: { hash: found.hash, proof } });
      });
      process.stdout.write(
        inForce ? `Version ${version} holds.\n` : `Signed. Version ${version} waits for the other team.\n`,
      );
    });
}
