import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/**
 * Where a test lies decides what it may need:
 *
 * | project  | files                                   | needs                                         |
 * |----------|-----------------------------------------|-----------------------------------------------|
 * | unit     | beside the code of floor 0, the edges, tools | nothing                                  |
 * | database | beside the code of store, services and the server | a real PostgreSQL (started once a run) |
 * | system   | tests/, but the two below               | a whole Baton, a browser, a real PostgreSQL    |
 * | extended | tests/extended                          | ../shared/data                                |
 * | devices  | tests/devices                           | root, mmdebstrap, a Debian mirror             |
 */
const databaseSetup = 'packages/store/testing/global-setup.ts';

const withDatabase = ['packages/store/**/*.test.ts', 'packages/services/**/*.test.ts', 'apps/server/**/*.test.ts'];
const outside = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    // What is waited for comes at once on a quiet machine; a busy one is no fault of the code.
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/**/*.test.ts',
            'apps/**/*.test.{ts,tsx}',
            'tools/**/*.test.ts',
            'benchmarks/**/*.test.ts',
          ],
          exclude: [...withDatabase, ...outside],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: withDatabase,
          exclude: outside,
          globalSetup: existsSync(databaseSetup) ? [databaseSetup] : [],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/extended/**', 'tests/devices/**', ...outside],
          // Whole processes, ports and browsers: one file at a time and after the other projects, so that none starves another.
          globalSetup: existsSync(databaseSetup) ? [databaseSetup] : [],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'extended',
          include: ['tests/extended/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'devices',
          include: ['tests/devices/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
