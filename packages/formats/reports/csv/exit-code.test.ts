import { describe, expect, it } from 'vitest';
import { readExitCode } from './exit-code.ts';

describe('exit codes of installers', () => {
  it.each([
    ['0', 'installed', false],
    ['0x0', 'installed', false],
    ['3010', 'installed', true],
    ['1641', 'installed', true],
    ['0x80070BC2', 'installed', true],
    ['2359302', 'installed', false],
    ['-2145124329', 'not_applicable', false],
    ['0x80240017', 'not_applicable', false],
    ['2149842967', 'not_applicable', false],
    ['-2146498530', 'not_applicable', false],
    ['1603', 'failed', false],
    ['0x80070643', 'failed', false],
  ] as const)('reads %s as %s', (raw, says, rebootPending) => {
    expect(readExitCode(raw)).toMatchObject({ says, rebootPending });
  });

  it.each(['', 'none', '0x', '12 of 14', '0x8024001700'])('takes “%s” for no code', (raw) => {
    expect(readExitCode(raw)).toBeNull();
  });
});
