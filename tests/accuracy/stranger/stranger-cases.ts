import { APPLICATION_CASES } from './application-cases.ts';
import { DEVICE_CASES } from './device-cases.ts';
import { EXPORT_CASES } from './export-cases.ts';
import { LINUX_CASES } from './linux-cases.ts';
import { PROOF_CASES } from './proof-cases.ts';
import { READING_CASES } from './reading-cases.ts';
import { SILENCE_CASES } from './silence-cases.ts';
import type { StrangerCase } from './stranger-case.ts';
import { TIME_CASES } from './time-cases.ts';
import { WINDOWS_CASES } from './windows-cases.ts';

/** All cases by theme. */
export const STRANGER_CASES = {
  devices: DEVICE_CASES,
  times: TIME_CASES,
  windows: WINDOWS_CASES,
  linux: LINUX_CASES,
  applications: APPLICATION_CASES,
  exports: EXPORT_CASES,
  proofs: PROOF_CASES,
  silence: SILENCE_CASES,
  readings: READING_CASES,
} as const satisfies Readonly<Record<string, readonly StrangerCase[]>>;

/** Each with a name that no other has, without digits, which would be taken for a date. */
export function namedCases(theme: keyof typeof STRANGER_CASES): readonly (StrangerCase & { readonly name: string })[] {
  return STRANGER_CASES[theme].map((one, index) => ({ ...one, name: `${theme}-${String.fromCharCode(97 + index)}` }));
}
