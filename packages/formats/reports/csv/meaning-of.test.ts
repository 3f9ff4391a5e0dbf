import { expect, test } from 'vitest';
import { meaningOf } from './meaning-of.ts';

const HEADINGS = {
  ignore: ['Patch Type', 'Update Classification', 'UpdateCreationDate', 'Patch Release Date', 'Date published'],
  approved: ['UpdateApprovalAction', 'Approve Status', 'Freigegeben'],
  supersededBy: ['Ersetzt durch', 'Remplacé par'],
  channel: ['Updatekanal'],
  exitCode: ['Rückgabecode'],
  osVersion: ['distribution_version'],
  restartNeeded: ['needrestart_services', 'Tracer: Services to restart', 'processes using deleted files'],
  rebootPending: ['Reboot Pending Since', 'Restart state', 'Pending file renames', 'kernel reboot required'],
  rebootedSince: ['Rebooted since install', 'Restarted after patching'],
  uptime: ['Uptime (days)', 'system_uptime'],
  lastSeen: ['Last Patch Assessment Time', 'gathered_at', 'Collected', 'Snapshot', 'Data as of', 'Zuletzt online'],
  installedAt: [
    'Date Fixed',
    'installed_epoch',
    'Install completed',
    'Deployment finished',
    'installed_at_utc',
    'Finished',
  ],
  lastBoot: ['boot_epoch', 'LastBootUpTime0'],
  device: ['Netbios_Name0'],
  machineGroup: ['Machine.Group ID'],
  installedVersion: ['Version detected'],
  path: ['Location path', 'Application folder', 'Exe Path'],
  package: ['Installed Package', 'NEVRA'],
  update: ['Erratum', 'Windows updates'],
} as const;

test.each(Object.entries(HEADINGS).flatMap(([meaning, all]) => all.map((heading) => [heading, meaning])))(
  'the heading “%s” means %s',
  (heading, meaning) => {
    expect(meaningOf(heading).meaning).toBe(meaning);
  },
);
