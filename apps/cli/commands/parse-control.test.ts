import { expect, it } from 'vitest';
import { parseControl } from './parse-control.ts';
import { timeOf } from './time-option.ts';

it.each([
  ['package-absent:samba', { kind: 'package-absent', name: 'samba' }],
  ['package-version:bash>=5.2.15-2', { kind: 'package-version', name: 'bash', atLeast: '5.2.15-2' }],
  ['attribute:group=isolated', { kind: 'attribute', attribute: 'group', value: 'isolated' }],
  ['report:Nessus Berlin=7', { kind: 'report', source: 'Nessus Berlin', maxAgeDays: 7 }],
  ['attest:30=The port 445=closed', { kind: 'attestation', validDays: 30, statement: 'The port 445=closed' }],
])('reads %s', (text, control) => {
  expect(parseControl(text)).toEqual(control);
});

it.each([
  '',
  'samba',
  'package-version:bash',
  'attribute:colour=red',
  'report:Nessus=0',
  'report:Nessus=week',
  'attest:30=',
])('refuses “%s”', (text) => {
  expect(() => parseControl(text)).toThrow('is no control');
});

it('takes a day for its first moment, and no time without a zone', () => {
  expect(timeOf('2027-01-31')).toBe('2027-01-31T00:00:00.000Z');
  expect(() => timeOf('2027-02-31T10:00')).toThrow('is no day');
});
