import { describe, expect, test } from 'vitest';
import { remnantOf } from './remnant.ts';
import { vendorStatusInStatus, vendorStatusOf } from './vendor-status.ts';

describe('a column about the vendor', () => {
  test.each([
    ['will_not_fix', 'will-not-fix'],
    ['Will not fix', 'will-not-fix'],
    ["(won't fix)", 'will-not-fix'],
    ['Won’t Fix', 'will-not-fix'],
    ['wont-fix', 'will-not-fix'],
    ['WONTFIX', 'will-not-fix'],
    ['ignored', 'will-not-fix'],
    ['No fix planned', 'will-not-fix'],
    ['fix_deferred', 'no-fix-yet'],
    ['Fix deferred', 'no-fix-yet'],
    ['not-fixed', 'no-fix-yet'],
    ['Not fixed', 'no-fix-yet'],
    ['affected', 'no-fix-yet'],
    ['No fix available', 'no-fix-yet'],
    ['no patch', 'no-fix-yet'],
    ['Under investigation', 'no-fix-yet'],
    ['needed', 'no-fix-yet'],
    ['postponed', 'no-fix-yet'],
    ['end_of_life', 'end-of-life'],
    ['End of Life', 'end-of-life'],
    ['EOL', 'end-of-life'],
    ['Out of support scope', 'end-of-life'],
    ['No longer supported', 'end-of-life'],
    ['Unsupported', 'end-of-life'],
  ])('%s', (text, status) => expect(vendorStatusOf(text)).toBe(status));

  test.each([
    '',
    '-',
    'fixed',
    'Fixed in 1.2.3',
    'Fix available',
    'not affected',
    'Supported',
    'released',
    'yes',
    'no patch required',
  ])('hears no intent in “%s”', (text) => expect(vendorStatusOf(text)).toBeNull());
});

describe('a column of the patch’s own status', () => {
  test.each([
    ['will_not_fix', 'will-not-fix'],
    ['Affected', 'no-fix-yet'],
    ['No fix available', 'no-fix-yet'],
    ['end_of_life', 'end-of-life'],
    ['Pending', null],
    ['Deferred', null],
    ['Not fixed', null],
    ['No patch required', null],
    ['Not affected', null],
    ['Open', null],
  ])('%s', (text, status) => expect(vendorStatusInStatus(text)).toBe(status));
});

describe('what is left of an installation', () => {
  test.each([
    ['The uninstall entry is present; no files were found.', 'entry-only'],
    ['Path : C:\\Program Files\\X (file does not exist)', 'entry-only'],
    ['orphaned_entry', 'entry-only'],
    ['Registry entry only', 'entry-only'],
    ['Files only', 'files-only'],
    ['The program is not listed in Add/Remove Programs.', 'files-only'],
    ['Path : C:\\Program Files\\X\n  Installed version : 1.2', null],
  ])('%s', (text, left) => expect(remnantOf(text)).toBe(left));
});
