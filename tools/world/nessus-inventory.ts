import { item } from './nessus-items.ts';
import type { Visit, WorldDevice } from './world-device.ts';
import type { WorldCheck } from './world-fix.ts';

/**
 * What a logged-in visit tells of the device itself: serial number, build, last start, whether a reboot waits, which kernel runs. Not
 * every scan has each of them.
 */
export function inventoryItems(device: WorldDevice, visit: Visit): readonly string[] {
  return device.family === 'windows' ? windowsItems(device, visit) : linuxItems(device, visit);
}

function windowsItems(device: WorldDevice, visit: Visit): readonly string[] {
  const found: string[] = [];
  const { index, it } = device;
  const update = device.cells.find((cell) => cell.fix.kind === 'kb');
  const done = update?.it.installedAt ?? null;
  const before = done !== null && visit.at < done;
  if (visit.byAddress || index % 2 === 0) {
    const lines = `Computer Manufacturer : LENOVO\n  Computer Model : 20XW\n  Computer SerialNumber : ${device.serial}\n  Computer Type : Notebook`;
    found.push(told('24270', 'Computer Manufacturer Information (WMI)', 'Windows', `\n  ${lines}\n`));
  }
  const build = before ? update?.fix.oldVersion : (it?.build ?? update?.fix.oldVersion);
  if (build && update && index % 3 === 0) {
    const [, , release = '0', revision = '0'] = build.split('.');
    found.push(
      told(
        '48942',
        'Microsoft Windows SMB Registry : OS Version and Processor Architecture',
        'Windows',
        `Operating system version = 10.${release}\nArchitecture = x64\n`,
      ),
      told(
        '93962',
        'Microsoft Security Rollup Enumeration',
        'Windows',
        `\n  Latest effective update level : ${update.fix.published.slice(5, 7)}_${update.fix.published.slice(0, 4)}\n  File checked                  : C:\\Windows\\system32\\ntoskrnl.exe\n  File version                  : 10.0.${release}.${revision}\n`,
      ),
    );
  }
  // After an install that waits, the last start was before it; else the device started again at the end of its window.
  if (it && !before && index % 5 === 0) {
    found.push(told('56468', 'Time of Last System Startup', 'General', `\n  ${wmiTime(it.lastBoot)}\n`));
  }
  if (it?.rebootPending && !before && index % 4 !== 0) {
    found.push(
      told(
        '35453',
        'Microsoft Windows Update Reboot Required',
        'Windows',
        '\nThe following registry-based checks indicate a reboot is required :\n\nHKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending\n',
      ),
    );
  }
  return found;
}

function linuxItems(device: WorldDevice, visit: Visit): readonly string[] {
  const kernel = device.cells.find((cell) => cell.fix.kind === 'kernel');
  const before = kernel?.it.installedAt != null && visit.at < kernel.it.installedAt;
  const running = before ? kernel?.fix.kernel?.old : device.it?.runningKernel;
  if (!running || device.index % 3 !== 0) return [];
  return [
    told(
      '12634',
      'Authenticated Check : OS Name and Installed Package Enumeration',
      'Settings',
      `\nNessus can run commands on the host via SSH.\n\nThe output of "uname -a" is :\nLinux ${device.name} ${running} #1 SMP PREEMPT_DYNAMIC x86_64 GNU/Linux\n\nLocal security checks have been enabled for this host.\n`,
    ),
  ];
}

function told(id: string, name: string, family: string, output: string): string {
  const check: WorldCheck = { id, name, family, type: 'local', published: '2009/01/27' };
  return item(check, 0, 0, [], output);
}

/** WMI's "20241013064107.500000+000". */
function wmiTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-T:]/g, '')}.500000+000`;
}
