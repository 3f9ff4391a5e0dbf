import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLayers } from './check-layers.ts';
import { findCircles } from './find-circles.ts';
import { workspaces } from './floors.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'baton-layers-'));
  const repository = resolve(import.meta.dirname, '../..');
  cpSync(join(repository, 'package.json'), join(root, 'package.json'));
  for (const { folder } of Object.values(workspaces)) {
    mkdirSync(join(root, folder), { recursive: true });
    for (const file of ['package.json', 'tsconfig.json'])
      cpSync(join(repository, folder, file), join(root, folder, file));
  }
});
afterAll(() => rmSync(root, { recursive: true }));

/** What is said of one source file that is alone in the house. */
function messagesFor(file: string, text: string): string[] {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  try {
    return checkLayers(root).map(({ message }) => message);
  } finally {
    rmSync(path);
  }
}

test('the workspaces as declared obey the floors', () => {
  expect(checkLayers(root)).toEqual([]);
});

test.each([
  ['apps/agent/a.ts', `import { db } from '@baton/store/db.ts';`, /agent may not import @baton\/store/],
  ['apps/web/src/a.tsx', `import { a } from '@baton/services/a.ts';`, /web may not import @baton\/services/],
  ['packages/store/a.ts', `import { a } from '@baton/services/a.ts';`, /store may not import/],
  ['packages/domain/a.ts', `import { readFileSync } from 'node:fs';`, /imports nothing of Node/],
  ['packages/domain/a.ts', `const now = Temporal.Now.instant();`, /has no clock/],
  ['packages/domain/a.ts', `const now = new Date();`, /has no clock/],
  ['packages/formats/a.ts', `import { a } from '../contract/a.ts';`, /leaves packages\/formats/],
  ['packages/formats/a.ts', `import left from 'left-pad';`, /not among the dependencies/],
  ['packages/formats/utils.ts', `export const a = 1;`, /says nothing/],
])('%s with %s is refused', (file, text, message) => {
  expect(messagesFor(file, text)).toEqual([expect.stringMatching(message)]);
});

test.each([
  ['packages/domain/a.test.ts', `import { readFileSync } from 'node:fs';`],
  ['packages/domain/a.ts', `// never Date.now() here`],
  ['apps/server/a.ts', `import { db } from '@baton/store/db.ts';`],
])('%s with %s is allowed', (file, text) => {
  expect(messagesFor(file, text)).toEqual([]);
});

test('files that import each other in a loop are named, whatever their length; a diamond is none', () => {
  const files = new Map([
    ['a.ts', ['b.ts', 'c.ts']],
    ['b.ts', ['d.ts']],
    ['c.ts', ['d.ts']],
    ['d.ts', ['e.ts']],
    ['e.ts', ['f.ts', 'g.ts']],
    ['f.ts', ['d.ts']],
    ['g.ts', ['h.ts']],
    ['h.ts', ['g.ts']],
  ]);
  expect(findCircles(files)).toEqual([
    ['g.ts', 'h.ts'],
    ['d.ts', 'e.ts', 'f.ts'],
  ]);
});

test('a circle over two files is refused, of types too', () => {
  const second = join(root, 'packages/domain/b.ts');
  writeFileSync(second, `import type { A } from './a.ts';`);
  try {
    expect(messagesFor('packages/domain/a.ts', `import {\n  type B,\n} from './b.ts';`)).toEqual([
      expect.stringMatching(/in a circle with packages\/domain\/b\.ts/),
    ]);
  } finally {
    rmSync(second);
  }
});
