import { setTimeout as sleep } from 'node:timers/promises';
import type { InstallStep, RunStage, StepReport } from './install-step.ts';
import type { StageEnd } from './stage.ts';

/** How long another package manager's lock is waited for. */
const LOCK_WAIT_SECONDS = 900;
const LOCK_RETRY_SECONDS = 5;

const ENV = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C', APT_LISTCHANGES_FRONTEND: 'none', NEEDRESTART_MODE: 'l' };

/**
 * Upgrades to exact versions with apt-get(8). The index is renewed first: with a stale one apt does nothing and calls it
 * success. An exact version cannot be mistaken: apt either installs it or fails. Nothing is removed on the way, local
 * configuration files stay.
 */
export const aptInstall: InstallStep<'apt-install'> = {
  kind: 'apt-install',
  async run(order, runStage) {
    const targets = order.packages.map((item) => `${item.name}=${item.version}`);
    const update = await whenUnlocked(runStage, '1-update', ['update']);
    if (update.exitCode === null) return interrupted('apt-get update');
    const install = await whenUnlocked(runStage, '2-install', [
      'install',
      '--only-upgrade',
      '--no-install-recommends',
      '--no-remove',
      '-y',
      '-o',
      `DPkg::Lock::Timeout=${LOCK_WAIT_SECONDS}`,
      '-o',
      'Dpkg::Options::=--force-confdef',
      '-o',
      'Dpkg::Options::=--force-confold',
      '--',
      ...targets,
    ]);
    return report(targets, update, install);
  },
};

/**
 * DPkg::Lock::Timeout waits for dpkg's lock; the locks of the index and of the download folder make apt fail at once, so
 * these are tried again.
 */
async function whenUnlocked(runStage: RunStage, name: string, args: readonly string[]): Promise<StageEnd> {
  const attempts = Math.ceil(LOCK_WAIT_SECONDS / LOCK_RETRY_SECONDS);
  for (let attempt = 1; ; attempt += 1) {
    const end = await runStage({ name: `${name}.${attempt}`, program: 'apt-get', args, env: ENV });
    if (end.exitCode === 0 || attempt >= attempts || !/^E: Could not get lock/m.test(end.output)) return end;
    await sleep(LOCK_RETRY_SECONDS * 1000);
  }
}

function report(targets: readonly string[], update: StageEnd, install: StageEnd): StepReport {
  if (install.exitCode === null) return interrupted('apt-get install');
  const index = update.exitCode === 0 ? '' : ` The index could not be renewed before (exit code ${update.exitCode}).`;
  const said = /^E: (.+)$/m.exec(install.output)?.[1];
  const summary =
    install.exitCode === 0
      ? `apt-get installed ${targets.join(' ')}: exit code 0.${index}`
      : `apt-get failed on ${targets.join(' ')}: exit code ${install.exitCode}${said === undefined ? '' : `, "${said}"`}.${index}`;
  return { outcome: install.exitCode === 0 ? 'succeeded' : 'failed', exitCode: install.exitCode, summary };
}

function interrupted(what: string): StepReport {
  const summary = `${what} was begun and did not come to an end: the device or the program was stopped in the middle.`;
  return { outcome: 'interrupted', exitCode: null, summary };
}
