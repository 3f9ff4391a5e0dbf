import type { Charter } from '@baton/domain/charter/charter.ts';
import { type CharterDiff, isSameCharter } from '@baton/domain/charter/diff-charters.ts';
import type { Warning } from '@baton/domain/charter/warnings.ts';
import { nameOfParty, RESPONSIBILITY_WORDS, TEAM_NAMES } from '@baton/domain/charter/words.ts';
import { CliError } from '../cli-error.ts';

/** What differs, a line each; one line that says so where nothing does. */
export function diffLines(diff: CharterDiff, people: Charter['people']): readonly string[] {
  if (isSameCharter(diff)) return ['Both say the same.'];
  const rows = (list: CharterDiff['rights'][number]['gains']): string =>
    list.map((one) => RESPONSIBILITY_WORDS[one].name.toLowerCase()).join(', ');
  return [
    ...diff.texts.map(({ part, from, to }) => `${part}: "${from}" → "${to}"`),
    ...diff.peopleAdded.map(({ name, email, team }) => `+ ${name} (${email}), ${TEAM_NAMES[team]}`),
    ...diff.peopleRemoved.map(({ name, email, team }) => `- ${name} (${email}), ${TEAM_NAMES[team]}`),
    ...diff.cells.map(
      ({ responsibility, party, from, to }) =>
        `${RESPONSIBILITY_WORDS[responsibility].name}, ${nameOfParty({ people }, party)}: ${from ?? 'nothing'} → ${to ?? 'nothing'}`,
    ),
    ...diff.rights.flatMap(({ who, gains, loses }) => [
      ...(gains.length > 0 ? [`${who} may from then on: ${rows(gains)}`] : []),
      ...(loses.length > 0 ? [`${who} may no longer: ${rows(loses)}`] : []),
    ]),
  ];
}

/** What is likely not meant, a line each. */
export function warningLines(warnings: readonly Warning[]): readonly string[] {
  return warnings.map(
    ({ responsibility, says }) => `Look again: ${RESPONSIBILITY_WORDS[responsibility].name}: ${says}`,
  );
}

export function printLines(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

/** The text that an argument names: "in-force", "draft", "default", or a version's number. */
export function textOf(argument: string): 'in-force' | 'draft' | 'default' | number {
  if (argument === 'in-force' || argument === 'draft' || argument === 'default') return argument;
  if (/^[1-9]\d{0,5}$/.test(argument)) return Number(argument);
  throw new CliError('bad-option', `"${argument}" is none of in-force, draft, default, or the number of a version.`);
}
