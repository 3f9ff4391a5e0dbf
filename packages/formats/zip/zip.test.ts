import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RandomAccess, readZip } from './read-zip.ts';
import { type FileToPack, writeZip } from './write-zip.ts';

const AT = Temporal.Instant.from('2026-11-26T07:00:02Z');

async function packed(files: Readonly<Record<string, readonly string[]>>): Promise<Buffer> {
  async function* each(): AsyncGenerator<FileToPack> {
    for (const [name, pieces] of Object.entries(files)) yield { name, pieces: piecesOf(pieces) };
  }
  return Buffer.concat(await Array.fromAsync(writeZip(each(), AT)));
}

async function* piecesOf(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}

function inMemory(bytes: Buffer): RandomAccess {
  return { size: bytes.byteLength, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}

async function textOf(bytes: Buffer, name: string): Promise<string> {
  const zip = await readZip(inMemory(bytes));
  return Buffer.concat(await Array.fromAsync(zip.open(name))).toString('utf8');
}

test('what was packed comes out again, whatever it is and however it was cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 20 }), async (pieces) => {
      const bytes = await packed({ 'a.csv': pieces, 'ä/b.csv': [] });
      expect((await readZip(inMemory(bytes))).names).toEqual(['a.csv', 'ä/b.csv']);
      // Half of a pair is no text; UTF-8 writes its replacement.
      expect(await textOf(bytes, 'a.csv')).toBe(pieces.join('').toWellFormed());
      expect(await textOf(bytes, 'ä/b.csv')).toBe('');
    }),
    { numRuns: 40 },
  );
});

test.skipIf(!existsSync('/usr/bin/unzip'))('unzip finds no fault in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-zip-'));
  writeFileSync(
    join(folder, 'a.zip'),
    await packed({ 'one.csv': ['a,b\r\n', '1,2\r\n'], 'two.csv': ['x'.repeat(500_000)] }),
  );
  expect(execFileSync('unzip', ['-t', join(folder, 'a.zip')]).toString()).toContain('No errors detected');
  expect(execFileSync('unzip', ['-l', join(folder, 'a.zip')]).toString()).toContain('2026-11-26 07:00');
  expect(execFileSync('unzip', ['-p', join(folder, 'a.zip'), 'one.csv']).toString()).toBe('a,b\r\n1,2\r\n');
  rmSync(folder, { recursive: true });
});

test('an archive that is cut or changed anywhere is refused or says so, and never hangs', async () => {
  const bytes = await packed({
    'log.csv': [Array.from({ length: 400 }, (_, line) => `${line},entry ${line * 7}\r\n`).join('')],
  });
  const whole = await textOf(bytes, 'log.csv');
  for (let length = 0; length < bytes.byteLength; length += 37)
    await expect(textOf(bytes.subarray(0, length), 'log.csv')).rejects.toThrow();
  for (let at = 40; at < bytes.byteLength - 90; at += 61) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 0x55;
    const read = await textOf(changed, 'log.csv').catch((error: Error) => error.name);
    if (read !== whole) expect(read).toBe('ZipError');
  }
});

test('a file that fails in the making ends the archive with its error', async () => {
  async function* failing(): AsyncGenerator<string> {
    yield 'begun';
    throw new Error('the database went away');
  }
  async function* each(): AsyncGenerator<FileToPack> {
    yield { name: 'a.csv', pieces: failing() };
  }
  await expect(Array.fromAsync(writeZip(each(), AT))).rejects.toThrow('the database went away');
});
