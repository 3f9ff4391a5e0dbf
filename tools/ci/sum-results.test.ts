import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sumResults } from './sum-results.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-results-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function leave(name: string, content: unknown): void {
  writeFileSync(join(folder, name), JSON.stringify(content));
}

test('checks count one each, tests by their number', () => {
  leave('check-types.json', { passed: true });
  leave('check-style.json', { passed: false });
  leave('vitest-main.json', { success: false, numPassedTests: 10, numFailedTests: 2, testResults: [] });
  expect(sumResults(folder)).toEqual({ passed: 11, failed: 3 });
});

test('a test file that could not be loaded is a failure, though no test in it failed', () => {
  leave('vitest-main.json', {
    success: false,
    numPassedTests: 3,
    numFailedTests: 0,
    testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults: [] }],
  });
  expect(sumResults(folder)).toEqual({ passed: 3, failed: 1 });
});

test('a test file whose set-up failed is a failure beside the failed tests of other files', () => {
  leave('vitest-main.json', {
    success: false,
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { name: 'a.test.ts', status: 'failed', assertionResults: [{ status: 'skipped' }, { status: 'skipped' }] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [{ status: 'failed' }] },
    ],
  });
  expect(sumResults(folder)).toEqual({ passed: 3, failed: 2 });
});

test('a run that fails with every test green is a failure', () => {
  leave('vitest-devices.json', { success: false, numPassedTests: 3, numFailedTests: 0, testResults: [] });
  expect(sumResults(folder)).toEqual({ passed: 3, failed: 1 });
});
