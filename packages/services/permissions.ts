import type { Responsibility } from '@baton/domain/charter/responsibility.ts';
import { TEAM_NAMES } from '@baton/domain/charter/words.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Role } from '@baton/store/tables/people.ts';
import type { Actor, PersonActor, TeamActor } from './actor.ts';
import type { Standing } from './charter/standing.ts';
import { whoCarries } from './charter/who-carries.ts';
import { ServiceError } from './service-error.ts';

/** Who may do one thing. Whoever fits no member of it may not. */
type Rule = {
  /** What it is, for the sentence of a refusal: "To deploy a fix". */
  readonly to: string;
  /** Whose it can be at all. The charter divides it within these and moves it to no other. */
  readonly teams: readonly Team[];
  /** Whether an API key may do it; what needs a signature or judgement of a person is closed to keys. */
  readonly keys: boolean;
  /** Only for things and people of the actor's own team. */
  readonly ownTeam?: true;
  /** Administrators may do it as well, for either team. Never true where it would let them act for a team. */
  readonly administrators?: true;
} & (
  | {
      /** By the role in the team, whatever the charter says: Baton itself, accounts, and the signing of the charter. */
      readonly roles: readonly Role[];
      /** A deputy of the lead may as well, while the delegation lasts. */
      readonly deputies?: true;
      readonly by?: never;
    }
  | {
      /** By the charter in force: whoever carries out one of these. */
      readonly by: readonly Responsibility[];
      readonly roles?: never;
      readonly deputies?: never;
    }
);

const BOTH: readonly Team[] = ['it', 'infosec'];
const WORKERS: readonly Role[] = ['lead', 'member'];

/**
 * The one table of permissions: action × team × role or responsibility. IT owns execution, InfoSec owns validation
 * (DOMAIN: "Separation of duties"); that the *person* who deployed may not verify is decided with the remediation's
 * history, in services/relay.
 */
const RULES = {
  'evidence.deliver': {
    to: 'deliver a report',
    teams: BOTH,
    by: ['scanning', 'deploying', 'verifying', 'asset-list'],
    keys: true,
  },
  'source.change': { to: 'change a source', teams: BOTH, by: ['scanning', 'asset-list'], keys: true, ownTeam: true },
  'knowledge.load': { to: 'load advisories', teams: BOTH, roles: WORKERS, keys: true, administrators: true },
  'work.cancel': { to: 'stop work', teams: BOTH, roles: WORKERS, keys: true, ownTeam: true, administrators: true },
  'log.verify': {
    to: 'check the log',
    teams: BOTH,
    roles: ['lead', 'member', 'viewer'],
    keys: true,
    administrators: true,
  },
  'audit.export': { to: 'export the audit pack', teams: BOTH, roles: WORKERS, keys: true, administrators: true },
  'leadership.share': {
    to: 'share the leadership page by a link',
    teams: BOTH,
    roles: ['lead'],
    deputies: true,
    keys: false,
  },

  'cycle.schedule': {
    to: 'set when cycles begin',
    teams: BOTH,
    roles: ['lead'],
    deputies: true,
    keys: false,
  },
  'cycle.write': { to: 'write into a retrospective', teams: BOTH, roles: WORKERS, keys: false },
  'cycle.judge': { to: 'judge an action', teams: BOTH, roles: WORKERS, keys: false },
  'connection.change': {
    to: 'change connections to other tools',
    teams: BOTH,
    roles: ['lead'],
    deputies: true,
    keys: false,
    administrators: true,
  },
  'connection.replay': {
    to: 'send deliveries again',
    teams: BOTH,
    roles: WORKERS,
    keys: true,
    administrators: true,
  },
  'track.open': { to: 'link a remediation with another tool', teams: BOTH, roles: WORKERS, keys: true },
  'calendar.make': { to: 'make a calendar', teams: BOTH, roles: ['lead', 'member', 'viewer'], keys: false },

  'confirmation.give': {
    to: 'confirm that a scanner is wrong, or uphold its check,',
    teams: ['infosec'],
    by: ['verifying'],
    keys: false,
  },

  'exception.request': { to: 'request an exception', teams: BOTH, roles: WORKERS, keys: true },
  'exception.withdraw': { to: 'take back what was asked', teams: BOTH, roles: WORKERS, keys: true, ownTeam: true },
  'exception.sign': { to: 'sign an exception', teams: BOTH, by: ['exceptions'], keys: false, ownTeam: true },
  'exception.decide': {
    to: 'decline or end an exception, or hand it back',
    teams: BOTH,
    by: ['exceptions'],
    keys: false,
  },
  'exception.attest': { to: 'attest a control', teams: BOTH, roles: WORKERS, keys: false },
  'exception.meet': { to: 'hold a review of exceptions', teams: BOTH, by: ['exceptions'], keys: false },

  'device.enrol': { to: 'enrol a device', teams: ['it'], by: ['asset-list'], keys: true },
  'device.retire': { to: 'withdraw an agent', teams: ['it'], by: ['asset-list'], keys: true },
  'device.describe': { to: 'describe a device', teams: ['it'], by: ['asset-list'], keys: true },
  'device.classify': { to: 'say how critical or exposed a device is', teams: BOTH, roles: WORKERS, keys: true },
  'device.set-apart': { to: 'set names of a device apart', teams: BOTH, roles: WORKERS, keys: false },
  'device.command': { to: 'command a device', teams: ['it'], by: ['deploying', 'rebooting'], keys: true },

  'remediation.prioritise': { to: 'prioritise', teams: ['infosec'], by: ['prioritising'], keys: false },
  'remediation.accept': { to: 'accept or reject', teams: ['it'], by: ['testing', 'deploying'], keys: false },
  'remediation.test': { to: 'sign off the test', teams: ['it'], by: ['testing'], keys: false },
  'remediation.approve': { to: 'approve', teams: ['it'], by: ['approving'], keys: false },
  'remediation.deploy': { to: 'deploy a fix', teams: ['it'], by: ['deploying'], keys: true },
  'remediation.hand-to-verify': { to: 'hand over to verification', teams: ['it'], by: ['deploying'], keys: false },
  'remediation.request-verification': {
    to: 'request a verification',
    teams: BOTH,
    by: ['deploying', 'verifying'],
    keys: true,
  },
  'remediation.verify': { to: 'verify', teams: ['infosec'], by: ['verifying'], keys: false },
  'remediation.comment': { to: 'comment', teams: BOTH, roles: WORKERS, keys: true },
  'notice.watch': {
    to: 'watch a remediation',
    teams: BOTH,
    roles: ['lead', 'member', 'viewer'],
    keys: false,
  },
  'remediation.assign': {
    to: 'give a remediation to somebody',
    teams: BOTH,
    roles: WORKERS,
    keys: false,
    ownTeam: true,
  },
  'remediation.split': { to: 'split or merge remediations', teams: BOTH, roles: WORKERS, keys: false },
  'remediation.set-parts': { to: 'say which parts a fix has', teams: BOTH, roles: WORKERS, keys: false },
  'emergency.declare': {
    to: 'declare an emergency',
    teams: BOTH,
    roles: ['lead'],
    deputies: true,
    keys: false,
  },
  'emergency.approve': {
    to: 'approve an emergency',
    teams: BOTH,
    roles: ['lead'],
    deputies: true,
    keys: false,
  },
  'remediation.collect-evidence': {
    to: 'say that forensic evidence was collected',
    teams: BOTH,
    by: ['deploying', 'verifying'],
    keys: true,
  },
  'remediation.waive-evidence': {
    to: 'waive forensic evidence',
    teams: BOTH,
    roles: ['lead'],
    deputies: true,
    keys: false,
  },

  'disagreement.assign': { to: 'assign cells', teams: BOTH, roles: WORKERS, keys: false, ownTeam: true },
  'disagreement.ask': { to: 'ask about cells', teams: BOTH, roles: WORKERS, keys: true },
  'disagreement.answer': { to: 'answer a question', teams: BOTH, roles: WORKERS, keys: true },
  'disagreement.request': { to: 'request a rescan or a restart', teams: BOTH, roles: WORKERS, keys: true },
  'disagreement.withdraw': { to: 'take a request back', teams: BOTH, roles: WORKERS, keys: true, ownTeam: true },
  'disagreement.open-remediation': { to: 'make a remediation', teams: ['infosec'], roles: WORKERS, keys: true },
  'disagreement.set-levels': {
    to: 'set how long causes may last',
    teams: BOTH,
    roles: ['lead'],
    deputies: true,
    keys: false,
  },

  'document.draft': { to: 'write a document that both leads sign', teams: BOTH, roles: WORKERS, keys: true },
  'document.offer': { to: 'offer a document for signing', teams: BOTH, roles: ['lead'], deputies: true, keys: true },
  'document.sign': { to: 'sign', teams: BOTH, roles: ['lead'], deputies: true, keys: false, ownTeam: true },

  'duty.be-away': { to: 'say when one is away', teams: BOTH, roles: ['lead', 'member', 'viewer'], keys: false },
  'duty.plan': {
    to: 'plan absences and time on call',
    teams: BOTH,
    roles: ['lead'],
    deputies: true,
    keys: false,
    ownTeam: true,
  },
  'duty.delegate': { to: 'make a deputy', teams: BOTH, roles: ['lead'], keys: false, ownTeam: true },

  'pause.ask': {
    to: 'ask for a pause of a clock, or end one',
    teams: BOTH,
    roles: ['lead'],
    deputies: true,
    keys: false,
  },
  'window.change': { to: 'change a maintenance window', teams: ['it'], by: ['deploying', 'asset-list'], keys: true },

  'person.invite': { to: 'invite a person', teams: BOTH, roles: ['lead'], keys: false, ownTeam: true },
  'person.change-role': { to: 'change a role', teams: BOTH, roles: ['lead'], keys: false, ownTeam: true },
  'person.reset-password': {
    to: 'make a link for a new password',
    teams: BOTH,
    roles: ['lead'],
    keys: false,
    ownTeam: true,
  },
  'person.reactivate': { to: 'open a closed account', teams: BOTH, roles: ['lead'], keys: false, ownTeam: true },
  'person.deactivate': {
    to: 'close an account',
    teams: BOTH,
    roles: ['lead'],
    keys: false,
    ownTeam: true,
    administrators: true,
  },
  'person.appoint-administrator': {
    to: 'appoint an administrator',
    teams: [],
    roles: [],
    keys: false,
    administrators: true,
  },
  'key.create': { to: 'make an API key', teams: BOTH, roles: WORKERS, keys: false, ownTeam: true },
  'key.revoke': {
    to: 'revoke an API key',
    teams: BOTH,
    roles: WORKERS,
    keys: false,
    ownTeam: true,
    administrators: true,
  },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof RULES;
const BY_PERMISSION: Readonly<Record<Permission, Rule>> = RULES;

/** Every permission, in the table's order. */
export const PERMISSIONS: readonly Permission[] = Object.keys(RULES).filter(
  (name): name is Permission => name in RULES,
);

/**
 * Whether the actor may do it, for something of `team` where the rule is about the actor's own team.
 * Baton itself may do what its jobs do; a device only speaks for itself, through its own routes.
 */
export function isPermitted(actor: Actor, permission: Permission, team?: Team): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'device') return false;
  const rule = BY_PERMISSION[permission];
  if (rule.administrators === true && actor.kind === 'person' && actor.administrator) return true;
  if (actor.kind === 'key' && !rule.keys) return false;
  if (rule.ownTeam === true && team !== undefined && team !== actor.team) return false;
  if (!rule.teams.includes(actor.team)) return false;
  if (rule.by !== undefined) return rule.by.some((responsibility) => actor.standing.carries.has(responsibility));
  return rule.roles.includes(actor.role) || (rule.deputies === true && actor.standing.deputyOf !== null);
}

/** Refuses with a sentence that says who may. */
export function requirePermission(actor: Actor, permission: Permission, team?: Team): void {
  if (isPermitted(actor, permission, team)) return;
  const rule = BY_PERMISSION[permission];
  throw new ServiceError('not-permitted', refusalOf(actor, permission, team), {
    hint:
      actor.kind === 'key' && !rule.keys ? 'An API key cannot do this: a signed-in person must.' : 'Ask one of them.',
  });
}

/** Who may, in a sentence, for whoever may not: "To approve is for the lead of IT." */
export function refusalOf(actor: Actor, permission: Permission, team?: Team): string {
  const rule = BY_PERMISSION[permission];
  return `To ${rule.to} is for ${whoMay(actor, rule, team)}.`;
}

/** What a person or key may do, for screens to hide the rest. Own-team rules are judged for the own team. */
export function permissionsOf(actor: TeamActor | PersonActor): readonly Permission[] {
  return PERMISSIONS.filter((permission) => isPermitted(actor, permission, actor.team));
}

function whoMay(actor: Actor, rule: Rule, team: Team | undefined): string {
  const teams = rule.ownTeam === true && team !== undefined ? [team] : rule.teams;
  const ofTeam = rule.by === undefined ? byRole(rule.roles, teams) : whoCarries(standingOf(actor), rule.by, teams);
  return [...ofTeam, ...(rule.administrators === true ? ['an administrator'] : [])].join(', or ');
}

function byRole(roles: readonly Role[], teams: readonly Team[]): readonly string[] {
  if (teams.length === 0) return [];
  const role = roles.length === 1 ? `a ${roles[0]}` : roles.length === 2 ? 'a lead or member' : 'everybody';
  return [`${role} of ${teams.map((one) => TEAM_NAMES[one]).join(' or ')}`];
}

function standingOf(actor: Actor): Standing | null {
  return actor.kind === 'person' || actor.kind === 'key' ? actor.standing : null;
}
