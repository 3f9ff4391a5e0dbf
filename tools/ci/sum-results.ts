import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** How many checks and tests passed and failed. */
export interface Sum {
  readonly passed: number;
  readonly failed: number;
}

interface VitestResults {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Sums what the runs left in a folder: `check-*.json` (`{passed}`) and `vitest-*.json` (Vitest's own form). A test file
 * that could not be loaded or set up is one failure, and so is a run that failed with all its tests green.
 */
export function sumResults(folder: string): Sum {
  const sums = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => (name.startsWith('vitest-') ? sumOfVitest(join(folder, name)) : sumOfCheck(join(folder, name))));
  return {
    passed: sums.reduce((total, { passed }) => total + passed, 0),
    failed: sums.reduce((total, { failed }) => total + failed, 0),
  };
}

function sumOfCheck(file: string): Sum {
  const { passed } = JSON.parse(readFileSync(file, 'utf8')) as { passed: boolean };
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function sumOfVitest(file: string): Sum {
  const results = JSON.parse(readFileSync(file, 'utf8')) as VitestResults;
  const withoutFailedTest = results.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = results.numFailedTests + withoutFailedTest.length;
  return { passed: results.numPassedTests, failed: failed === 0 && !results.success ? 1 : failed };
}

if (import.meta.main) {
  const folder = process.argv[2];
  if (folder === undefined) throw new Error('Usage: sum-results.ts FOLDER');
  const { passed, failed } = sumResults(resolve(folder));
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
