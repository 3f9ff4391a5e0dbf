import type { RemediationDevice } from '@baton/contract/remediation-devices.ts';
import { deployFix } from '@baton/contract/remediation-moves.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { devicesNamed, devicesOf } from './find-devices.ts';
import { findRemediation } from './find-remediation.ts';

/** `baton remediation deploy`: installs the fix on chosen devices through their agents. */
export function remediationDeployCommand(): Command {
  return new Command('deploy')
    .description('Deploy the fix to chosen devices through their agents')
    .argument('<fix>', 'the fix ("expat 2.5.0-1+deb12u2") or the id of the remediation')
    .option('--device <names...>', 'names or ids of devices')
    .option('--all', 'every device on which it can be deployed')
    .option('--note <words>', 'kept with the deployment')
    .action(
      async (fix: string, flags: { readonly device?: string[]; readonly all?: boolean; readonly note?: string }) => {
        if ((flags.device === undefined) === (flags.all !== true)) {
          throw new CliError('bad-option', 'Say where: --device NAME, or --all.');
        }
        const call = await connect();
        const { id, version } = await findRemediation(call, fix);
        const devices = await devicesOf(call, id);
        const deviceIds = flags.all === true ? deployable(devices) : devicesNamed(devices, flags.device ?? []);
        const { queued, refused } = await call(deployFix, {
          params: { remediationId: id },
          body: { version, deviceIds, ...(flags.note === undefined ? {} : { note: flags.note }) },
        });
        for (const { device, commandId } of queued) process.stdout.write(`${device}: queued as ${commandId}\n`);
        for (const { device, why } of refused) process.stdout.write(`${device}: not deployed. ${why}\n`);
        if (queued.length === 0) process.exitCode = 1;
      },
    );
}

function deployable(devices: readonly RemediationDevice[]): string[] {
  const ids = devices.filter((device) => device.deployable).map(({ deviceId }) => deviceId);
  if (ids.length === 0) throw new CliError('bad-option', 'There is no device on which it can be deployed.');
  return ids;
}
