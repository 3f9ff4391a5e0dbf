import { expect, test } from 'vitest';
import { noticesIn } from './notice.ts';

test.each([
  ['RHEL 9 : openssl (RHSA-2024:7204)', ['RHSA-2024:7204']],
  ['Ubuntu 22.04 LTS : OpenSSL vulnerability (USN-7059-1)', ['USN-7059-1']],
  ['Debian dsa-5779 : cups - security update', ['DSA-5779']],
  ['DSA-5779-1 cups, and its correction DSA-5779-2', ['DSA-5779']],
  ['USN-7059-1 and USN-7059-2', ['USN-7059-1', 'USN-7059-2']],
  ['SUSE SLES15 Security Update : kernel (SUSE-SU-2024:3512-1)', ['SUSE-SU-2024:3512-1']],
  ['SUSE-SLE-Module-Basesystem-15-SP5-2024-3512', ['SUSE-SU-2024:3512-1']],
  ['ALSA-2024:7204 and ELSA-2024-7204', ['ALSA-2024:7204', 'ELSA-2024-7204']],
  ['Google Chrome < 129.0.6668.100', []],
])('the notices in “%s”', (title, notices) => {
  expect(noticesIn(title)).toEqual(notices);
});
