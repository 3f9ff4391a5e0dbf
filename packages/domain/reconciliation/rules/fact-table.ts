import type { CellFacts } from '../facts.ts';

/** What a fact is: null where nobody has told it. Times in milliseconds since 1970. */
export type FactValue = string | boolean | number | readonly string[] | null;

export type FactKind = 'text' | 'texts' | 'flag' | 'time' | 'version';

interface Fact {
  readonly kind: FactKind;
  /** What it says, for whoever writes a rule. */
  readonly about: string;
  readonly read: (facts: CellFacts) => FactValue;
}

const claimOf = ({ infosec }: CellFacts) => infosec?.finding?.resolved.claim;

/** Every fact of a cell that an own rule may ask for: the same that Baton's rules read. */
const TABLE = {
  'device.name': { kind: 'text', about: 'The device’s name', read: ({ device }) => device.name },
  'device.system': {
    kind: 'text',
    about: 'Its system: debian:12, windows:10-22H2',
    read: ({ distribution }) => distribution,
  },
  'fix.id': { kind: 'text', about: 'KB5044273, or “openssl 3.0.14-1~deb12u2”', read: ({ fix }) => fix.id },
  'fix.name': { kind: 'text', about: 'The package, application or KB', read: ({ fix }) => fix.name },
  'fix.kind': { kind: 'text', about: 'kb, package, application or check', read: ({ fix }) => fix.kind },
  'fix.version': { kind: 'version', about: 'The version that has the fix', read: ({ fix }) => fix.version },

  'it.known': { kind: 'flag', about: 'IT’s inventory has the device', read: ({ it }) => it !== null },
  'it.says': {
    kind: 'text',
    about: 'installed, missing, not_applicable, failed, unknown, silent',
    read: ({ it }) => it?.says ?? null,
  },
  'it.word': { kind: 'text', about: 'The tool’s own word: “Installed”', read: ({ it }) => it?.claim?.raw ?? null },
  'it.source': { kind: 'text', about: 'IT’s source', read: ({ it }) => it?.record.source ?? null },
  'it.version': { kind: 'version', about: 'The version that IT shows', read: ({ it }) => it?.version ?? null },
  'it.versionHasFix': { kind: 'flag', about: 'That version has the fix', read: ({ it }) => it?.versionHasFix ?? null },
  'it.path': { kind: 'text', about: 'The copy that IT looked at', read: ({ it }) => it?.claim?.path ?? null },
  'it.approved': { kind: 'flag', about: 'IT’s tool has it approved', read: ({ it }) => it?.claim?.approved ?? null },
  'it.inBaseline': {
    kind: 'flag',
    about: 'IT’s tools name the fix anywhere',
    read: ({ it }) => it?.inBaseline ?? null,
  },
  'it.stale': { kind: 'flag', about: 'The inventory is older than its limit', read: ({ it }) => it?.stale ?? null },
  'it.lastSeen': { kind: 'time', about: 'When IT last heard of the device', read: ({ it }) => it?.lastSeen ?? null },
  'it.installedAt': {
    kind: 'time',
    about: 'When the fix was installed',
    read: ({ it }) => it?.installedAt?.earliest ?? null,
  },
  'it.lastBoot': {
    kind: 'time',
    about: 'When the device last started',
    read: ({ it }) => it?.lastBoot?.latest ?? null,
  },
  'it.rebootPending': { kind: 'flag', about: 'A reboot is pending', read: ({ it }) => it?.rebootPending ?? null },
  'it.runningKernel': { kind: 'text', about: 'The kernel that runs', read: ({ it }) => it?.runningKernel ?? null },

  'infosec.known': { kind: 'flag', about: 'InfoSec has scanned the device', read: ({ infosec }) => infosec !== null },
  'infosec.says': {
    kind: 'text',
    about: 'reported, not_reported or absent',
    read: ({ infosec }) => infosec?.says ?? null,
  },
  'infosec.source': {
    kind: 'text',
    about: 'InfoSec’s source',
    read: ({ infosec }) => (infosec?.finding?.record ?? infosec?.newest)?.source ?? null,
  },
  'infosec.tool': {
    kind: 'text',
    about: 'The scanner: Nessus',
    read: ({ infosec }) => (infosec?.finding?.record ?? infosec?.newest)?.scope.tool ?? null,
  },
  'infosec.policy': {
    kind: 'text',
    about: 'The scan’s policy or template',
    read: ({ infosec }) => (infosec?.finding?.record ?? infosec?.newest)?.scope.policy ?? null,
  },
  'infosec.check': { kind: 'text', about: 'The check’s number', read: (facts) => claimOf(facts)?.check?.id ?? null },
  'infosec.checkName': {
    kind: 'text',
    about: 'The check’s name',
    read: (facts) => claimOf(facts)?.check?.name ?? null,
  },
  'infosec.checkFamily': {
    kind: 'text',
    about: 'The check’s family',
    read: (facts) => claimOf(facts)?.check?.family ?? null,
  },
  'infosec.asksFor': {
    kind: 'text',
    about: 'What the check asks for, by name',
    read: ({ infosec }) => infosec?.finding?.resolved.name ?? null,
  },
  'infosec.asksVersion': {
    kind: 'version',
    about: 'The version that the check asks for',
    read: (facts) => claimOf(facts)?.requiredVersion ?? null,
  },
  'infosec.foundVersion': {
    kind: 'version',
    about: 'The version that the scanner found',
    read: (facts) => claimOf(facts)?.installedVersion ?? null,
  },
  'infosec.path': { kind: 'text', about: 'Where the scanner found it', read: (facts) => claimOf(facts)?.path ?? null },
  'infosec.severity': {
    kind: 'text',
    about: 'The scanner’s word of severity',
    read: (facts) => claimOf(facts)?.severity ?? null,
  },
  'infosec.cves': {
    kind: 'texts',
    about: 'The CVEs that the check names',
    read: (facts) => claimOf(facts)?.names.cves ?? null,
  },
  'infosec.asksForOlder': {
    kind: 'flag',
    about: 'The check asks for an older KB only',
    read: ({ infosec }) => infosec?.asksForOlder ?? null,
  },
  'infosec.loggedIn': {
    kind: 'flag',
    about: 'The last look logged in',
    read: ({ infosec }) => infosec?.lastLook?.authenticated ?? null,
  },
  'infosec.inScope': {
    kind: 'flag',
    about: 'The check was in that look',
    read: ({ infosec }) => infosec?.lastLook?.inScope ?? null,
  },
  'infosec.lastLook': {
    kind: 'time',
    about: 'When InfoSec last looked',
    read: ({ infosec }) => infosec?.lastLook?.at ?? null,
  },
} as const satisfies Record<string, Fact>;

export type FactName = keyof typeof TABLE;

export const FACTS: Readonly<Record<FactName, Fact>> = TABLE;

export function isFactName(name: string): name is FactName {
  return Object.hasOwn(TABLE, name);
}

/** Every fact by name, in the table's order. */
export const FACT_NAMES: readonly FactName[] = Object.keys(TABLE).filter(isFactName);
