import { expect, test } from 'vitest';
import { nameForeignFile } from './name-foreign-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ['PK\u0003\u0004......[Content_Types].xml', 'an Excel workbook'],
  ['PK\u0003\u0004......scan.nessus', 'a zip archive'],
  ['%PDF-1.7', 'a PDF'],
  ['<?xml version="1.0"?><ASSET_DATA_REPORT>', 'a Qualys report'],
  ['<report id="1" format_id="2">', 'OpenVAS'],
  ['<NexposeReport version="2.0">', 'Rapid7'],
  ['<!DOCTYPE html><html>', 'a web page'],
  ['[{"host":"pc-1"}]', 'JSON'],
  ['||/ Name   Version\n', 'dpkg'],
  ['openssl/stable 3.0.14-1 amd64 [upgradable from: 3.0.13-1]', 'apt'],
  ['sudo-1.9.5p2-10.el9.x86_64\n', 'rpm'],
])('%j is named', (text, name) => {
  expect(nameForeignFile(bytes(text))).toContain(name);
});

test('packed and older binaries are named by their first bytes', () => {
  expect(nameForeignFile(Uint8Array.of(0x1f, 0x8b, 8))).toContain('gzip');
  expect(nameForeignFile(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).toContain('an Excel workbook');
});

test('nothing is said of what is not known', () => {
  expect(nameForeignFile(bytes('Name  Id\n7-Zip  7zip.7zip\n'))).toBe('');
});
