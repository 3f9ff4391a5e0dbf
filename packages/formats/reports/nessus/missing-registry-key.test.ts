import { describe, expect, it } from 'vitest';
import { missingRegistryKey } from './missing-registry-key.ts';

const OVERRIDE = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\FeatureSettingsOverride`;

describe('the registry key that a check misses', () => {
  it.each([
    [`The update is installed.\n  ${OVERRIDE} is not set.`, OVERRIDE],
    [`The remote host is missing a setting :\n  ${OVERRIDE}\n`, OVERRIDE],
    [`The following value is not set :\n\n  ${OVERRIDE}\n`, OVERRIDE],
    [
      '  HKEY_LOCAL_MACHINE\\Software\\Wintrust\\Config\n  EnableCertPaddingCheck: not present',
      String.raw`HKEY_LOCAL_MACHINE\Software\Wintrust\Config`,
    ],
  ])('is read from %j', (output, key) => expect(missingRegistryKey(output)).toBe(key));

  it.each([
    String.raw`HKLM\SOFTWARE\Microsoft\Updates\Office\KB5044273 is missing.`,
    String.raw`Read from HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion : 19045`,
    'The remote host is missing one of the following rollup KBs :\n  - 5044273',
    '',
  ])('is none in %j', (output) => expect(missingRegistryKey(output)).toBeNull());
});
