import { RESPONSIBILITIES } from '@baton/domain/charter/responsibility.ts';
import { describe, expect, test } from 'vitest';
import type { Actor, KeyActor, PersonActor } from './actor.ts';
import { SYSTEM } from './actor.ts';
import { defaultStanding } from './charter/standing.ts';
import { isPermitted, PERMISSIONS, type Permission, permissionsOf, requirePermission } from './permissions.ts';

const person = (team: 'it' | 'infosec', role: PersonActor['role'], administrator = false): PersonActor => ({
  kind: 'person',
  personId: `${team}-${role}`,
  name: `${team} ${role}`,
  team,
  role,
  administrator,
  standing: defaultStanding({ team, role }),
});
const key = (team: 'it' | 'infosec', role: KeyActor['role']): KeyActor => ({
  kind: 'key',
  keyId: `${team}-${role}`,
  name: 'script',
  team,
  role,
  standing: defaultStanding({ team, role }),
});

/** Who is asked, in the order of the columns below. */
const ACTORS: readonly Actor[] = [
  person('it', 'lead'),
  person('it', 'member'),
  person('it', 'viewer'),
  person('infosec', 'lead'),
  person('infosec', 'member'),
  person('infosec', 'viewer'),
  key('it', 'lead'),
  key('infosec', 'lead'),
  person('it', 'viewer', true),
  { kind: 'device', deviceId: 'd', name: 'device' },
];

//                                    IT person:    InfoSec person:   keys of leads:  administrator  device
//                                    lead mem  view  lead mem  view    IT   InfoSec    (IT viewer)
// biome-ignore format: a table is read by its columns
const TABLE: Readonly<Record<Permission, string>> = {
  'evidence.deliver':                  'x    x    -     x    x    -       x    x          -              -',
  'source.change':                     'x    x    -     x    x    -       x    x          -              -',
  'knowledge.load':                    'x    x    -     x    x    -       x    x          x              -',
  'work.cancel':                       'x    x    -     x    x    -       x    x          x              -',
  'log.verify':                        'x    x    x     x    x    x       x    x          x              -',
  'audit.export':                      'x    x    -     x    x    -       x    x          x              -',
  'leadership.share':                  'x    -    -     x    -    -       -    -          -              -',
  'cycle.schedule':                    'x    -    -     x    -    -       -    -          -              -',
  'cycle.write':                       'x    x    -     x    x    -       -    -          -              -',
  'cycle.judge':                       'x    x    -     x    x    -       -    -          -              -',
  'connection.change':                 'x    -    -     x    -    -       -    -          x              -',
  'connection.replay':                 'x    x    -     x    x    -       x    x          x              -',
  'track.open':                        'x    x    -     x    x    -       x    x          -              -',
  'calendar.make':                     'x    x    x     x    x    x       -    -          x              -',
  'confirmation.give':                 '-    -    -     x    x    -       -    -          -              -',
  'exception.request':                'x    x    -     x    x    -       x    x          -              -',
  'exception.withdraw':               'x    x    -     x    x    -       x    x          -              -',
  'exception.sign':                   'x    -    -     x    -    -       -    -          -              -',
  'exception.decide':                 'x    -    -     x    -    -       -    -          -              -',
  'exception.attest':                 'x    x    -     x    x    -       -    -          -              -',
  'exception.meet':                   'x    -    -     x    -    -       -    -          -              -',
  'device.enrol':                      'x    x    -     -    -    -       x    -          -              -',
  'device.retire':                     'x    x    -     -    -    -       x    -          -              -',
  'device.describe':                   'x    x    -     -    -    -       x    -          -              -',
  'device.classify':                   'x    x    -     x    x    -       x    x          -              -',
  'device.set-apart':                  'x    x    -     x    x    -       -    -          -              -',
  'device.command':                    'x    x    -     -    -    -       x    -          -              -',
  'remediation.prioritise':            '-    -    -     x    x    -       -    -          -              -',
  'remediation.accept':                'x    x    -     -    -    -       -    -          -              -',
  'remediation.test':                  'x    x    -     -    -    -       -    -          -              -',
  'remediation.approve':               'x    -    -     -    -    -       -    -          -              -',
  'remediation.deploy':                'x    x    -     -    -    -       x    -          -              -',
  'remediation.hand-to-verify':        'x    x    -     -    -    -       -    -          -              -',
  'remediation.request-verification':  'x    x    -     x    x    -       x    x          -              -',
  'remediation.verify':                '-    -    -     x    x    -       -    -          -              -',
  'remediation.comment':               'x    x    -     x    x    -       x    x          -              -',
  'notice.watch':                     'x    x    x     x    x    x       -    -          x              -',
  'remediation.assign':                'x    x    -     x    x    -       -    -          -              -',
  'remediation.split':                 'x    x    -     x    x    -       -    -          -              -',
  'remediation.set-parts':             'x    x    -     x    x    -       -    -          -              -',
  'emergency.declare':                'x    -    -     x    -    -       -    -          -              -',
  'emergency.approve':                'x    -    -     x    -    -       -    -          -              -',
  'remediation.collect-evidence':      'x    x    -     x    x    -       x    x          -              -',
  'remediation.waive-evidence':        'x    -    -     x    -    -       -    -          -              -',
  'disagreement.assign':               'x    x    -     x    x    -       -    -          -              -',
  'disagreement.ask':                  'x    x    -     x    x    -       x    x          -              -',
  'disagreement.answer':               'x    x    -     x    x    -       x    x          -              -',
  'disagreement.request':              'x    x    -     x    x    -       x    x          -              -',
  'disagreement.withdraw':             'x    x    -     x    x    -       x    x          -              -',
  'disagreement.open-remediation':     '-    -    -     x    x    -       -    x          -              -',
  'disagreement.set-levels':           'x    -    -     x    -    -       -    -          -              -',
  'document.draft':                    'x    x    -     x    x    -       x    x          -              -',
  'document.offer':                    'x    -    -     x    -    -       x    x          -              -',
  'document.sign':                     'x    -    -     x    -    -       -    -          -              -',
  'duty.be-away':                      'x    x    x     x    x    x       -    -          x              -',
  'duty.plan':                         'x    -    -     x    -    -       -    -          -              -',
  'duty.delegate':                     'x    -    -     x    -    -       -    -          -              -',
  'pause.ask':                         'x    -    -     x    -    -       -    -          -              -',
  'window.change':                     'x    x    -     -    -    -       x    -          -              -',
  'person.invite':                     'x    -    -     x    -    -       -    -          -              -',
  'person.change-role':                'x    -    -     x    -    -       -    -          -              -',
  'person.reset-password':             'x    -    -     x    -    -       -    -          -              -',
  'person.reactivate':                 'x    -    -     x    -    -       -    -          -              -',
  'person.deactivate':                 'x    -    -     x    -    -       -    -          x              -',
  'person.appoint-administrator':      '-    -    -     -    -    -       -    -          x              -',
  'key.create':                        'x    x    -     x    x    -       -    -          -              -',
  'key.revoke':                        'x    x    -     x    x    -       -    -          x              -',
};

test('the table names every permission', () => {
  expect(Object.keys(TABLE).sort()).toEqual([...PERMISSIONS].sort());
});

describe('who may', () => {
  test.each(Object.entries(TABLE) as [Permission, string][])('%s', (permission, row) => {
    const said = ACTORS.map((actor) => (isPermitted(actor, permission) ? 'x' : '-'));
    expect(said).toEqual(row.split(/\s+/));
  });
});

test('nobody who administers may act for a team by that alone', () => {
  const permissions = permissionsOf(person('infosec', 'viewer', true));
  expect(
    permissions.filter((name) => /^(remediation|disagreement|device|evidence|source|confirmation)\./.test(name)),
  ).toEqual([]);
});

test('what is about a team is for that team only', () => {
  const lead = person('it', 'lead');
  expect(isPermitted(lead, 'person.invite', 'it')).toBe(true);
  expect(isPermitted(lead, 'person.invite', 'infosec')).toBe(false);
  expect(isPermitted(person('it', 'viewer', true), 'person.deactivate', 'infosec')).toBe(true);
});

test('whatever is carried, no permission moves to the other team', () => {
  const everything = { ...defaultStanding({ team: 'it', role: 'lead' }), carries: new Set(RESPONSIBILITIES) };
  const may = (actor: PersonActor) => permissionsOf({ ...actor, standing: everything }).join(' ');
  expect(may(person('it', 'member'))).not.toMatch(/remediation\.(prioritise|verify)/);
  // How critical or exposed a device is, and that a name is not of it, both teams may say.
  expect(may(person('infosec', 'lead'))).not.toMatch(
    /remediation\.(accept|test|approve|deploy|hand-to-verify)|device\.(?!classify|set-apart)/,
  );
});

test('a refusal says who may', () => {
  expect(() => requirePermission(person('infosec', 'lead'), 'remediation.approve')).toThrow(
    'To approve is for the lead of IT.',
  );
  expect(() => requirePermission(person('it', 'lead'), 'person.invite', 'infosec')).toThrow(
    'To invite a person is for a lead of InfoSec.',
  );
  expect(() => requirePermission(person('it', 'lead'), 'person.appoint-administrator')).toThrow(
    'To appoint an administrator is for an administrator.',
  );
});

test('Baton itself does what its jobs do', () => {
  expect(PERMISSIONS.every((permission) => isPermitted(SYSTEM, permission))).toBe(true);
});
