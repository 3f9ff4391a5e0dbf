import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detectReader, REPORT_READERS, readerById } from './registry.ts';

const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const HEADS: Readonly<Record<string, string>> = {
  nessus: '<?xml version="1.0" ?>\n<NessusClientData_v2>\n<Policy>',
  csv: 'Computer,Update,Status,Installed On\nWKS-1,KB5044273,Installed,2024-10-09\n',
  tenable:
    'Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Plugin Output,Plugin Family,First Found,Last Found\n157000,,,High,web-1,TCP,0,x,y,General,,\n',
  debsecan: 'CVE-2024-45490 libexpat1 (fixed, remotely exploitable, high urgency)\n',
};

describe('the registry of report readers', () => {
  test('has a reader for every folder beside it, and no other', () => {
    expect(REPORT_READERS.map((reader) => reader.id).sort()).toEqual([...folders].sort());
  });

  test.each(folders)('knows %s by its beginning, whatever the file is called', (folder) => {
    const head = Buffer.from(HEADS[folder] ?? '');
    expect(detectReader(head, 'report')?.id).toBe(folder);
    expect(detectReader(head, 'report.dat')?.id).toBe(folder);
  });

  test.each([
    ['nothing', ''],
    ['a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['another XML', '<?xml version="1.0"?><SCAN value="scan/1"></SCAN>'],
    ['JSON', '[{"cve": "CVE-2024-1", "host": "a"}]'],
    ['a compressed file', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])],
    ['a page of the web', '<!doctype html><html><body>Sign in</body></html>'],
  ])('takes %s for no report', (_what, head) => {
    expect(detectReader(Buffer.from(head as Uint8Array), 'report')).toBeNull();
  });

  test('finds a reader by its id', () => {
    expect(readerById('nessus')?.title).toBe('Nessus scan');
    expect(readerById('nothing')).toBeNull();
  });
});
