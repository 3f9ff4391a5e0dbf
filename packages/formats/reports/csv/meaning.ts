import type { AttributeKind } from '@baton/domain/scope/attribute-kind.ts';

/** What a column of a patch tool's export can mean to us, with the words that people see when they correct it. */
export const MEANINGS = {
  device: 'Device name',
  installedOn: 'Devices that have the update (several in one cell)',
  missingOn: 'Devices that miss the update (several in one cell)',
  fqdn: 'Full name (FQDN)',
  machineGroup: 'Name with its groups behind it ("name.group")',
  serial: 'Serial number',
  uuid: 'BIOS UUID',
  agentId: 'Agent or device id',
  ip: 'IP address',
  mac: 'MAC address',
  os: 'Operating system',
  osVersion: 'OS version or release',
  osBuild: 'OS build',
  update: 'Update (title, KB or package)',
  kb: 'KB number',
  kbStatus: 'Status of the KB that the heading names',
  installedKbs: 'Installed updates (KBs of a device in one cell)',
  missingKbs: 'Missing updates (KBs of a device in one cell)',
  failedKbs: 'Failed updates (KBs of a device in one cell)',
  package: 'Package',
  program: 'Program',
  installedVersion: 'Installed version',
  versionEpoch: 'Epoch of the installed version',
  versionRelease: 'Release of the installed version (rpm)',
  requiredVersion: 'Required version',
  status: 'Status',
  exitCode: 'Exit code',
  installedAt: 'Installed on',
  lastSeen: 'Last seen',
  lastBoot: 'Last boot',
  uptime: 'Uptime',
  rebootPending: 'Reboot pending',
  rebootedSince: 'Restarted since the install',
  runningKernel: 'Running kernel',
  restartNeeded: 'Needs restart (processes or services)',
  supersededBy: 'Superseded by',
  cves: 'CVEs',
  severity: 'Severity',
  approved: 'Approved',
  vendorStatus: 'Vendor’s fix status',
  endOfLife: 'End of life',
  channel: 'Update channel',
  remnant: 'What is left of it',
  path: 'Install path',
  site: 'Site',
  unit: 'Business unit',
  owner: 'Owner of the device',
  group: 'Groups',
  tag: 'Tags',
  criticality: 'Criticality of the device',
  exposure: 'Exposure',
  ignore: 'Not used',
} as const;

export type Meaning = keyof typeof MEANINGS;

/** The cells of one row by what they mean; missing and empty ones are ''. */
export type Cells = (meaning: Meaning) => string;

/** Meanings that tell of the device what scopes are made of; named as the kinds of attributes are. */
export const ATTRIBUTE_MEANINGS: readonly (Meaning & AttributeKind)[] = [
  'group',
  'tag',
  'site',
  'criticality',
  'owner',
  'unit',
  'exposure',
];
