import { describe, expect, it } from 'vitest';
import { isBinary } from './is-binary.ts';
import { detectReader } from './registry.ts';

const csv = 'Computer,Update,Status\r\nPC-1,KB5044285,Installed\r\n';
const png = Uint8Array.of(
  0x89,
  0x50,
  0x4e,
  0x47,
  0x0d,
  0x0a,
  0x1a,
  0x0a,
  0,
  0,
  0,
  0x0d,
  0x49,
  0x48,
  0x44,
  0x52,
  0,
  0,
  5,
  0,
);
const zip = Buffer.concat([Uint8Array.of(0x50, 0x4b, 0x03, 0x04), Buffer.from(csv)]);

describe('a file that is no text', () => {
  it.each([
    ['a picture', png],
    ['an archive or a workbook, whatever stands readable in it', zip],
    ['zeros', new Uint8Array(5000)],
  ])('%s is no report, whatever its name says', (_, head) => {
    expect(isBinary(head)).toBe(true);
    expect(detectReader(head, 'export.csv')).toBeNull();
  });

  it('a CSV is text in each encoding that Windows writes', () => {
    for (const head of [
      Buffer.from(csv),
      Buffer.from(`\ufeff${csv}`),
      Buffer.from(`\ufeff${csv}`, 'utf16le'),
      Buffer.from('Gerät;Status\nPC-1;Überfällig\n', 'latin1'),
    ]) {
      expect(isBinary(head)).toBe(false);
      expect(detectReader(head, 'export.csv')?.id).toBe('csv');
    }
  });

  it('an empty file is not called binary', () => {
    expect(isBinary(new Uint8Array())).toBe(false);
  });
});
