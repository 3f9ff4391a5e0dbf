import { getServiceLevels, type PolicyShown } from '@baton/contract/service-levels.ts';
import { Command } from 'commander';
import type { z } from 'zod';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { printJson, tableText } from '../terminal/print-table.ts';

interface Flags {
  readonly yaml?: boolean;
  readonly json?: boolean;
}

/** `baton policy show [id]`: the policy in force, or one that ships. */
export function policyShowCommand(): Command {
  return new Command('show')
    .description('Show the policy in force with its signatures, or one that ships')
    .argument('[id]', 'a policy that ships ("bod-26-04"), "draft", or the number of a version')
    .option('--yaml', 'print it as YAML, to be changed and applied')
    .option('--json', 'print what the API says')
    .action(async (id: string | undefined, { yaml, json }: Flags) => {
      const levels = await (await connect())(getServiceLevels);
      if (json === true) return printJson(levels);
      if (yaml === true) return void process.stdout.write(textOf(levels, id));
      if (id !== undefined) return printPolicy(shippedOf(levels, id));
      printPolicy(levels.inForce);
      process.stdout.write(`\n${versionsText(levels)}`);
      process.stdout.write(`\nPolicies that ship: ${levels.shipped.map((one) => one.id).join(', ')}\n`);
    });
}

type Levels = z.output<typeof getServiceLevels.response>;

function textOf(levels: Levels, id: string | undefined): string {
  if (id === undefined) return levels.inForce.text;
  if (id === 'draft' && levels.draft) return levels.draft.text;
  return levels.versions.find(({ version }) => String(version) === id)?.text ?? shippedOf(levels, id).text;
}

function shippedOf(levels: Levels, id: string): PolicyShown {
  const found = levels.shipped.find((one) => one.id === id);
  if (found) return found;
  const known = levels.shipped.map((one) => one.id).join(', ');
  throw new CliError('bad-option', `No policy is called "${id}". These ship: ${known}.`);
}

function printPolicy({ name, version, citation, timeZone, tiers }: PolicyShown): void {
  const which = version === 0 ? 'as it ships' : `version ${version}`;
  const columns = [
    { heading: 'TIER', of: (tier: PolicyShown['tiers'][number]) => tier.name },
    { heading: 'TIME', of: (tier: PolicyShown['tiers'][number]) => tier.time },
    { heading: 'WHEN', of: (tier: PolicyShown['tiers'][number]) => tier.when },
  ];
  process.stdout.write(`${name}, ${which}. ${citation}. Times in ${timeZone}.\n\n`);
  process.stdout.write(tableText(tiers, columns, 'It has no tier.'));
}

function versionsText({ versions, draft }: Levels): string {
  const columns = [
    { heading: 'VERSION', number: true as const, of: (row: Levels['versions'][number]) => String(row.version) },
    { heading: 'POLICY', of: (row: Levels['versions'][number]) => row.policyName },
    { heading: 'STATE', of: (row: Levels['versions'][number]) => row.state },
    {
      heading: 'SIGNED BY',
      of: (row: Levels['versions'][number]) => row.signatures.map(({ person }) => person).join(', ') || 'nobody yet',
    },
    { heading: 'NOTE', of: (row: Levels['versions'][number]) => row.note },
  ];
  const drafted = draft === null ? '' : `Draft: ${draft.policyName}, saved by ${draft.savedBy}.\n`;
  return `${tableText(versions, columns, 'No version was offered for signing yet.')}${drafted}`;
}
