import { CliError } from '../cli-error.ts';

/** The number of a cycle as it is typed. */
export function cycleNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new CliError('bad-option', `${text} is no number of a cycle: see baton cycle list.`);
}
