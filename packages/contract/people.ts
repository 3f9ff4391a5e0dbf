import { z } from 'zod';
import { listOf, paging, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { identityProof } from './signatures.ts';

export const role = z.enum(['lead', 'member', 'viewer']);
export type RoleDto = z.infer<typeof role>;

export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const personName = z.string().trim().min(1).max(100);
/** Length is what counts (NIST SP 800-63B 3.1.1.2); no rules about kinds of characters. */
export const newPassword = z.string().min(12).max(200);
const token = z.string().min(20).max(100);
const done = z.object({ done: z.literal(true) });

/** Who is signed in. */
export const me = z.object({
  personId: z.uuid(),
  email: z.string(),
  name: z.string(),
  team,
  role,
  administrator: z.boolean(),
  /** What this person may do, by the words of the permissions table: hide what is not in it. */
  permissions: z.array(z.string()),
  /** How many passkeys of theirs work at this address: with one, signatures take a passkey and no password. */
  passkeys: z.int().nonnegative(),
});
export type Me = z.infer<typeof me>;

// Signing in and out.

export const getSession = defineRoute({
  method: 'GET',
  path: '/api/session',
  summary: 'Read who is signed in, and whether Baton still waits for its first account',
  access: 'public',
  response: z.object({
    person: me.nullable(),
    setUpNeeded: z.boolean(),
    /** Devices and people of this Baton are made up. */
    demo: z.boolean(),
    /** The one address at which passkeys work; null where Baton is reached in a way for which browsers have none. */
    passkeyOrigin: z.url().nullable(),
  }),
});

export const signIn = defineRoute({
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in with e-mail and password; the session is a cookie',
  access: 'public',
  body: z.object({ email: z.string().trim().toLowerCase().max(254), password: z.string().max(200) }),
  response: me,
});

export const signOut = defineRoute({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out here',
  access: 'person',
  response: done,
});

export const signOutEverywhere = defineRoute({
  method: 'DELETE',
  path: '/api/sessions',
  summary: 'End all sessions of mine, this one included',
  access: 'person',
  response: z.object({ ended: z.int() }),
});

export const changePassword = defineRoute({
  method: 'POST',
  path: '/api/session/password',
  summary: 'Change my password; my other sessions end',
  access: 'person',
  body: z.object({ proof: identityProof, next: newPassword }),
  response: done,
});

// Set-up, invitations, forgotten passwords: links that work once. The link is `<server>/setup?token=…`,
// `<server>/invitation?token=…`, `<server>/new-password?token=…`; the pages send the token in a body.

export const readLink = defineRoute({
  method: 'POST',
  path: '/api/links/read',
  summary: 'Read what a one-time link is for, without using it',
  access: 'public',
  body: z.object({ token }),
  response: z.object({
    purpose: z.enum(['set-up', 'invitation', 'new-password']),
    expiresAt: timestamp,
    /** Of an invitation. */
    team: team.nullable(),
    role: role.nullable(),
    email: z.string().nullable(),
    invitedBy: z.string().nullable(),
    /** Of a new password: how many passkeys the account has, which may be removed with it. */
    passkeys: z.int().nonnegative(),
  }),
});

export const setUp = defineRoute({
  method: 'POST',
  path: '/api/set-up',
  summary: 'Make the first account: an administrator, and the lead of the team that they choose',
  access: 'public',
  body: z.object({ token, name: personName, email, password: newPassword, team }),
  response: me,
});

export const acceptInvitation = defineRoute({
  method: 'POST',
  path: '/api/invitations/accept',
  summary: 'Make the account that an invitation is for, and sign in',
  access: 'public',
  body: z.object({ token, name: personName, password: newPassword }),
  response: me,
});

export const setNewPassword = defineRoute({
  method: 'POST',
  path: '/api/new-password',
  summary: 'Set a password by a one-time link, and sign in; other sessions end',
  access: 'public',
  /** Passkeys stay, unless they are lost and are to go. */
  body: z.object({ token, password: newPassword, removePasskeys: z.boolean().default(false) }),
  response: me,
});

export const invitationRow = z.object({
  invitationId: z.uuid(),
  email: z.string(),
  team,
  role,
  invitedBy: z.string(),
  createdAt: timestamp,
  expiresAt: timestamp,
  state: z.enum(['open', 'used', 'expired', 'withdrawn']),
});
export type InvitationRow = z.infer<typeof invitationRow>;

export const listInvitations = defineRoute({
  method: 'GET',
  path: '/api/invitations',
  summary: 'List invitations, newest first',
  access: 'person',
  query: z.object({ ...paging }),
  response: listOf(invitationRow),
});

export const createInvitation = defineRoute({
  method: 'POST',
  path: '/api/invitations',
  summary: 'Invite a person into a team: its lead does; an administrator only while the team never had a lead',
  access: 'person',
  body: z.object({ email, team, role }),
  /** The link is shown this once. */
  response: z.object({ invitationId: z.uuid(), link: z.url(), expiresAt: timestamp }),
});

export const withdrawInvitation = defineRoute({
  method: 'DELETE',
  path: '/api/invitations/:invitationId',
  summary: 'Withdraw an invitation that was not used',
  access: 'person',
  params: z.object({ invitationId: z.uuid() }),
  response: done,
});

// People.

export const personRow = z.object({
  personId: z.uuid(),
  email: z.string(),
  name: z.string(),
  team,
  role,
  administrator: z.boolean(),
  createdAt: timestamp,
  lastSeenAt: timestamp.nullable(),
  deactivatedAt: timestamp.nullable(),
  /** How many passkeys they have, as the lead of their team reads it; null for everybody else. */
  passkeys: z.int().nonnegative().nullable(),
});
export type PersonRow = z.infer<typeof personRow>;

export const listPeople = defineRoute({
  method: 'GET',
  path: '/api/people',
  summary: 'List people',
  access: 'key-or-person',
  query: z.object({ team: team.optional(), search: z.string().max(100).optional(), ...paging }),
  response: listOf(personRow),
});

/** Absent keeps. A team is never changed. */
export const updatePerson = defineRoute({
  method: 'PATCH',
  path: '/api/people/:personId',
  summary: 'Change a name, a role (the lead of the team does), or who administers (an administrator does)',
  access: 'person',
  params: z.object({ personId: z.uuid() }),
  body: z.object({ name: personName.optional(), role: role.optional(), administrator: z.boolean().optional() }),
  response: personRow,
});

export const deactivatePerson = defineRoute({
  method: 'POST',
  path: '/api/people/:personId/deactivate',
  summary: 'Close an account: sessions end, keys made by it are revoked, its acts stay',
  access: 'person',
  params: z.object({ personId: z.uuid() }),
  response: personRow,
});

export const reactivatePerson = defineRoute({
  method: 'POST',
  path: '/api/people/:personId/reactivate',
  summary: 'Open a closed account again: the lead of its team does',
  access: 'person',
  params: z.object({ personId: z.uuid() }),
  response: personRow,
});

export const createPasswordLink = defineRoute({
  method: 'POST',
  path: '/api/people/:personId/new-password-link',
  summary: 'Make a one-time link with which a person sets a new password: a lead of the same team does',
  access: 'person',
  params: z.object({ personId: z.uuid() }),
  response: z.object({ link: z.url(), expiresAt: timestamp }),
});

// API keys. A key belongs to one team.

export const keyRow = z.object({
  keyId: z.uuid(),
  /** The part that may be shown: `baton_it_3f9a…`. */
  prefix: z.string(),
  name: z.string(),
  team,
  role,
  createdBy: z.string(),
  createdAt: timestamp,
  expiresAt: timestamp.nullable(),
  lastUsedAt: timestamp.nullable(),
  revokedAt: timestamp.nullable(),
});
export type KeyRow = z.infer<typeof keyRow>;

export const listKeys = defineRoute({
  method: 'GET',
  path: '/api/keys',
  summary: 'List API keys of both teams',
  access: 'person',
  query: z.object({ team: team.optional(), ...paging }),
  response: listOf(keyRow),
});

export const createKey = defineRoute({
  method: 'POST',
  path: '/api/keys',
  summary: 'Make an API key of my team, with a role up to mine; its secret is shown this once',
  access: 'person',
  body: z.object({
    name: z.string().trim().min(1).max(100),
    role,
    expiresInDays: z.int().min(1).max(3660).nullable().default(365),
  }),
  response: z.object({ keyId: z.uuid(), secret: z.string(), expiresAt: timestamp.nullable() }),
});

export const revokeKey = defineRoute({
  method: 'DELETE',
  path: '/api/keys/:keyId',
  summary: 'Revoke an API key at once',
  access: 'person',
  params: z.object({ keyId: z.uuid() }),
  response: done,
});

/** For a program to see whose key it holds. */
export const getCaller = defineRoute({
  method: 'GET',
  path: '/api/caller',
  summary: 'Read whom this key or session acts for',
  access: 'key-or-person',
  response: z.object({
    kind: z.enum(['person', 'key']),
    name: z.string(),
    team,
    role,
    permissions: z.array(z.string()),
    /** Devices and people of this Baton are made up. */
    demo: z.boolean(),
  }),
});
