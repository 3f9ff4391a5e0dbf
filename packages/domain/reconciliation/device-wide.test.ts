import { expect, test } from 'vitest';
import { deviceOf, judgeDevice } from './testing/situation.ts';

const BEFORE_INSTALL = '2024-10-04T08:00:00Z';

function pendingBy(lastSeen: string, rebootPending: boolean | null) {
  return deviceOf({
    it: { state: { lastSeen, lastBoot: BEFORE_INSTALL, rebootPending }, claims: [{ installedAt: '2024-10-13' }] },
  });
}

test.each([
  ['two tools that saw it at one time, one of which says so', '2024-10-14T09:00:00Z', true, false, 'pending-reboot'],
  ['an older word than the one that none is', '2024-10-14T08:00:00Z', true, false, null],
  ['none, by both', '2024-10-14T09:00:00Z', false, false, null],
])('a pending restart by %s', (_, at, one, other, cause) => {
  const [a, b] = [pendingBy(at, one), pendingBy('2024-10-14T09:00:00Z', other)];
  for (const it of [
    [...a.it, ...b.it],
    [...b.it, ...a.it],
  ])
    expect(judgeDevice({ ...a, it }).map(({ cell }) => cell.cause)).toEqual([cause]);
});

test.each([
  ['the older one of two tools that saw it at one time', '2024-10-14T09:00:00Z', 'old-kernel-running'],
  ['the newer word', '2024-10-14T08:00:00Z', null],
])('the kernel that runs is by %s', (_, at, cause) => {
  const [a, b] = [
    [at, '5.14.0-427.13.1.el9_4.x86_64'] as const,
    ['2024-10-14T09:00:00Z', '5.14.0-427.42.1.el9_4.x86_64'] as const,
  ].map(([lastSeen, runningKernel]) => {
    const version = '5.14.0-427.42.1.el9_4';
    const claims = [{ names: { package: 'kernel' }, installedVersion: version, requiredVersion: version }];
    return deviceOf({ it: { state: { distribution: 'rhel:9', lastSeen, runningKernel }, claims } });
  });
  if (a === undefined || b === undefined) expect.fail('two devices');
  for (const it of [
    [...a.it, ...b.it],
    [...b.it, ...a.it],
  ])
    expect(judgeDevice({ ...a, it }).map(({ cell }) => cell.cause)).toEqual([cause]);
});
