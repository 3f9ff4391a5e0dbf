import { noteTestResult, planTest } from '@baton/contract/remediation-acts.ts';
import { Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { actOnRemediation } from './act-on-remediation.ts';
import { devicesNamed, devicesOf } from './find-devices.ts';

interface Flags {
  readonly device: string[];
  readonly plan?: string;
  readonly passes?: string;
  readonly result?: 'good' | 'bad';
  readonly note?: string;
}

/** `baton remediation test`: the plan of the test, and what came of it device by device. */
export function remediationTestCommand(): Command {
  return new Command('test')
    .description('Plan the test on devices, or note how they came through it')
    .argument('<fix>', 'the fix or the id of the remediation')
    .requiredOption('--device <names...>', 'names or ids of devices')
    .option('--plan <words>', 'what is tested')
    .option('--passes <words>', 'what a good test looks like')
    .addOption(new Option('--result <word>', 'how these devices came through').choices(['good', 'bad']))
    .option('--note <words>', 'what was seen')
    .action(async (fix: string, { device, plan, passes, result, note }: Flags) => {
      if ((plan === undefined) === (result === undefined)) {
        throw new CliError('bad-option', 'Say what is tested (--plan and --passes), or how it went (--result).');
      }
      if (plan !== undefined && passes === undefined) {
        throw new CliError('bad-option', 'A plan says what a good test looks like: --passes.');
      }
      await actOnRemediation(fix, async (call, { id, version }) => {
        const deviceIds = devicesNamed(await devicesOf(call, id), device);
        const params = { remediationId: id };
        if (result !== undefined) {
          const body = { version, deviceIds, result, ...(note === undefined ? {} : { note }) };
          return call(noteTestResult, { params, body });
        }
        return call(planTest, { params, body: { version, deviceIds, plan: plan ?? '', passes: passes ?? '' } });
      });
    });
}
