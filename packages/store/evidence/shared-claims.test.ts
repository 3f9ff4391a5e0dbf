import { expect, test } from 'vitest';
import { SharedClaims } from './shared-claims.ts';

const lines = (...texts: string[]): Buffer => Buffer.from(texts.join('\n'));
const claim = (raw: string): string => JSON.stringify({ says: 'installed', raw, names: { kbs: ['KB5044273'] } });

test('claims come in the order of their lines, whatever letters they hold', () => {
  const shared = new SharedClaims();
  const bytes = lines('{"head":1}', claim('Installed'), claim('Instalé · 已安装'), claim('Installed'));
  const read = shared.readLines(bytes, 11);
  expect(read.map(({ raw }) => raw)).toEqual(['Installed', 'Instalé · 已安装', 'Installed']);
  expect(read[2]).toBe(read[0]);
});

test('devices that say the same share a claim; a line that is longer, shorter or other is another one', () => {
  const shared = new SharedClaims();
  const [first] = shared.readLines(lines(claim('Installed')), 0);
  const read = shared.readLines(
    lines(claim('Installed'), claim('Installed '), claim('Install'), claim('installed')),
    0,
  );
  expect(read[0]).toBe(first);
  expect(read.map(({ raw }) => raw)).toEqual(['Installed', 'Installed ', 'Install', 'installed']);
});

test('nothing is read where no line begins', () => {
  expect(new SharedClaims().readLines(lines('{}'), 2)).toEqual([]);
});

test('when full it begins anew, and reads on rightly', () => {
  const shared = new SharedClaims(3);
  const texts = Array.from({ length: 50 }, (_, n) => `word ${n % 7}`);
  const read = shared.readLines(lines(...texts.map(claim)), 0);
  expect(read.map(({ raw }) => raw)).toEqual(texts);
  expect(read[49]).not.toBe(read[0]);
});

test('lines of every length are told apart, wherever they begin and whichever byte differs', () => {
  const shared = new SharedClaims();
  const texts = Array.from({ length: 40 }, (_, n) => 'x'.repeat(n)).flatMap((text) => [text, `${text}y`, `y${text}`]);
  for (let shift = 0; shift < 4; shift += 1) {
    const head = `${'h'.repeat(shift)}\n`;
    const read = shared.readLines(Buffer.from(head + texts.map(claim).join('\n')), head.length);
    expect(read.map(({ raw }) => raw)).toEqual(texts);
  }
});

test('lines that share a hash are told apart by their bytes', () => {
  const shared = new SharedClaims(1000, 0);
  const texts = ['Installed', 'Instblled', 'Installee', 'Jnstalled', 'Installed', 'Installe', 'Missing'];
  const read = () => shared.readLines(lines(...texts.map(claim)), 0);
  const first = read();
  expect(first.map(({ raw }) => raw)).toEqual(texts);
  expect(read().every((one, index) => one === first[index])).toBe(true);
});
