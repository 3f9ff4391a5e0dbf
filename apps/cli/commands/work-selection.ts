import type { Client } from '@baton/contract/client.ts';
import { type AskedSelection, previewWork, type WorkAct, type WorkPreview } from '@baton/contract/disagreement-acts.ts';
import { type AskedFilter, disagreement, workFilter } from '@baton/contract/disagreements.ts';
import { listPeople } from '@baton/contract/people.ts';
import { causeId, owner } from '@baton/contract/ratio.ts';
import { formatCounted, formatShare } from '@baton/presentation/formats.ts';
import { type Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { idOfDevice } from './why.ts';

/** Which cells are meant, as options say it. */
export interface SelectionFlags {
  readonly cause?: string;
  readonly owner?: string;
  readonly verdict?: string;
  readonly device?: string;
  readonly fix?: string;
  readonly check?: string;
  readonly person?: string;
  readonly overdue?: boolean;
  readonly scope?: string;
}

/** Adds the options that choose disputed and unproven cells. */
export function withSelection(command: Command): Command {
  return command
    .option('--cause <cause>', 'only of this cause: "stale-scan"')
    .addOption(new Option('--owner <team>', 'who moves next').choices([...owner.options]))
    .addOption(new Option('--verdict <verdict>').choices([...disagreement.options]))
    .option('--device <device>', 'name or id of a device')
    .option('--fix <fix>', 'only of this fix: "KB5044273"')
    .option('--check <number>', 'only of fixes that this check looks for')
    .option('--person <name>', 'only those of this person; "nobody": those that nobody has')
    .option('--overdue', 'only those past the time of their cause')
    .option('--scope <scope>', 'only of these devices: "site:Berlin;tag:dmz"');
}

/** The filter that options say, with names looked up. */
export async function filterOf(call: Client, flags: SelectionFlags): Promise<AskedFilter> {
  const { device, person, overdue, cause, scope, ...others } = flags;
  if (cause !== undefined && !causeId.safeParse(cause).success) {
    throw new CliError('bad-option', `There is no cause ${cause}. See "baton disagreements".`);
  }
  const read = workFilter.parse({
    ...pick(others),
    cause,
    device: device === undefined ? undefined : await idOfDevice(call, device),
    person: person === undefined ? undefined : await idOfPerson(call, person),
    clock: overdue === true ? 'over' : undefined,
    scope,
  });
  // A scope goes over as its text.
  return { ...read, scope };
}

function pick({ owner: team, verdict, fix, check }: SelectionFlags) {
  return { owner: team, verdict, fix, check };
}

/** What an act is done to. Without any option nothing is meant: everything has to be asked for by its words. */
export async function selectionOf(call: Client, flags: SelectionFlags): Promise<AskedSelection> {
  const filter = await filterOf(call, flags);
  if (Object.values(filter).every((value) => value === undefined)) {
    throw new CliError(
      'bad-option',
      'Say which cells: by --cause, --owner, --device, --fix, --check, --person or --scope.',
    );
  }
  return { filter };
}

/** A person by name or e-mail; "nobody" is nobody. */
export async function idOfPerson(call: Client, name: string): Promise<string> {
  if (name === 'nobody') return name;
  const { rows } = await call(listPeople, { query: { search: name } });
  const exact = rows.filter((row) => row.name.toLowerCase() === name.toLowerCase());
  const [found, another] = exact.length > 0 ? exact : rows;
  if (found !== undefined && another === undefined) return found.personId;
  const like = rows.slice(0, 5).map((row) => row.name);
  throw new CliError(
    'bad-option',
    found === undefined ? `There is nobody called ${name}. See "baton people".` : `${name} may be ${like.join(', ')}.`,
  );
}

/** Says what an act would do, before it is done. */
export async function previewText(call: Client, act: WorkAct, selection: AskedSelection): Promise<string> {
  const preview = await call(previewWork, { body: { act, selection } });
  return `${previewLines(preview).join('\n')}\n`;
}

function previewLines(preview: WorkPreview): readonly string[] {
  return [
    `${formatCounted(preview.cells, 'cell')} on ${formatCounted(preview.devices, 'device')}.`,
    ...preview.changes,
    ...preview.leftOut.map(({ cells, why }) => `Left out: ${formatCounted(cells, 'cell')}, ${why}.`),
    `Agreed is ${shareText(preview.agreed)}; settled, they bring it to ${shareText(preview.atMost)} at most.`,
    ...(preview.closed === null ? [] : [preview.closed]),
  ];
}

function shareText(ratio: WorkPreview['agreed']): string {
  return `${formatShare(ratio)} (${ratio.numerator.toLocaleString('en-US')} of ${ratio.denominator.toLocaleString('en-US')})`;
}
