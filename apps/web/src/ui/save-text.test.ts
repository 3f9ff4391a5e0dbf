import { expect, it } from 'vitest';
import { csvRow } from './save-text.ts';

it('writes a row that a spreadsheet reads back as it was', () => {
  expect(csvRow(['WKS-0412', 'a "word", and more', null, 12])).toBe('WKS-0412,"a ""word"", and more",,12');
});

it('keeps a cell that a spreadsheet would run as a formula as text', () => {
  expect(csvRow(['=cmd()', '+1', '@x', '-2'])).toBe("'=cmd(),'+1,'@x,'-2");
  expect(csvRow([-2])).toBe('-2');
});
