import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseSearch, stringifySearch, tableSearch, word } from './search-params.ts';
import { urls } from './urls.ts';

describe('the address of a page', () => {
  it('holds filters as plain text and leaves empty ones out', () => {
    expect(urls.cells({ cause: 'stale-scan', part: 'it-not-proven', search: '' })).toBe(
      '/cells?cause=stale-scan&part=it-not-proven',
    );
    expect(urls.cell('d1', 'openssl 3.0.14-1~deb12u2')).toBe('/cells/d1/openssl%203.0.14-1~deb12u2');
    expect(stringifySearch({ page: 2, sort: undefined, search: 'a b' })).toBe('?page=2&search=a+b');
  });

  it('is read back as it was written', () => {
    expect(parseSearch('?page=2&search=a+b')).toEqual({ page: '2', search: 'a b' });
  });

  it('never breaks the page, whatever stands in it', () => {
    const schema = z.object({ ...tableSearch, search: word });
    expect(schema.parse({ page: '-3', pageSize: 'many', sort: 'x'.repeat(99) })).toEqual({
      page: 1,
      pageSize: 50,
      sort: undefined,
    });
    expect(schema.parse({ page: '4', pageSize: '100' })).toMatchObject({ page: 4, pageSize: 100 });
  });
});
