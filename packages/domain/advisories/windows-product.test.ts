import { expect, test } from 'vitest';
import { plainProduct, windowsRelease } from './windows-product.ts';

test.each([
  ['Windows 10 Version 22H2 for x64-based Systems', 'windows:10-22H2', 'Windows 10 Version 22H2'],
  ['Windows 10 for 32-bit Systems', 'windows:10', 'Windows 10'],
  ['Windows 11 version 21H2 for ARM64-based Systems', 'windows:11-21H2', 'Windows 11 version 21H2'],
  ['Windows 11 for x64-based Systems', 'windows:11', 'Windows 11'],
  ['Windows Server 2022', 'windows:server-2022', 'Windows Server 2022'],
  ['Windows Server 2012 R2 (Server Core installation)', 'windows:server-2012-R2', 'Windows Server 2012 R2'],
  [
    'Windows Server 2022, 23H2 Edition (Server Core installation)',
    'windows:server-2022-23H2',
    'Windows Server 2022, 23H2 Edition',
  ],
  ['Windows Server, version 20H2 (Server Core installation)', 'windows:server-20H2', 'Windows Server, version 20H2'],
  ['Windows 8.1 for x64-based systems', 'windows:8.1', 'Windows 8.1'],
  ['Microsoft Office 2016 (64-bit edition)', null, 'Microsoft Office 2016 (64-bit edition)'],
])('%s is the release %s', (product, release, plain) => {
  expect([windowsRelease(product), plainProduct(product)]).toEqual([release, plain]);
});
