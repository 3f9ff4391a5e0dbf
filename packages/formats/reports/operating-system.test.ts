import { expect, test } from 'vitest';
import { distributionOf, osBuildOf } from './operating-system.ts';

test.each([
  ['Linux Kernel 6.1.0-25-amd64 on Debian 12.7', 'debian:12'],
  ['Debian GNU/Linux 12 (bookworm)', 'debian:12'],
  ['bookworm', 'debian:12'],
  ['Ubuntu 22.04.5 LTS', 'ubuntu:22.04'],
  ['Linux Kernel 5.14.0-427.el9.x86_64 on Red Hat Enterprise Linux release 9.4 (Plow)', 'rhel:9'],
  ['Linux Kernel 2.6.32-279.el6.x86_64 on CentOS release 6.3 (Final)', 'centos:6'],
  ['Oracle Linux Server 8.10', 'oracle:8'],
  ['OracleLinux 9.4', 'oracle:9'],
  ['SLES_SAP 15.5', 'sles:15'],
  ['openSUSE Leap 15.6', 'opensuse:15'],
  ['SUSE Linux Enterprise Server 15 SP6', 'sles:15'],
  ['Microsoft Windows 10 Enterprise Build 19045', 'windows:10-22H2'],
  ['Windows 11 Pro 23H2', 'windows:11-23H2'],
  ['Microsoft Windows Server 2019 Standard Build 17763', 'windows:server-2019'],
  ['Microsoft Windows Server 2008 R2 Standard Service Pack 1', 'windows:server-2008-R2'],
  ['Windows 10.0.19045.4894', 'windows:10-22H2'],
  ['10.0.19045.4894', 'windows:10-22H2'],
  ['Junos 19045', null],
  ['Windows 10.0.22631.4317', 'windows:11-23H2'],
  ['Windows 10 Enterprise 10.0.22631.4317', 'windows:11-23H2'],
  ['Windows 10.0.20348.2762', 'windows:server-2022'],
  // A client or Windows Server 2025; named, the first.
  ['Windows 10.0.26100.2033', null],
  ['Microsoft Windows 11 Pro 10.0.26100', 'windows:11-24H2'],
  // What is behind the build is its revision, and no release.
  ['Microsoft Windows 10 Enterprise LTSC 10.0.17763.1905', 'windows:10-1809'],
  ['Windows 7 Professional', 'windows:7'],
  ['Windows', null],
  ['Linux Kernel 2.6', null],
  ['macOS 15.1', null],
  ['', null],
])('“%s” is %s', (text, distribution) => {
  expect(distributionOf(text)).toBe(distribution);
});

test.each([
  ['10.0.19045.5011', '19045.5011'],
  ['OS Build 19045.5011', '19045.5011'],
  ['10.0.19045', null],
])('the build in “%s” is %s', (text, build) => {
  expect(osBuildOf(text)).toBe(build);
});
