import { mergeRemediations, splitRemediation, verifyDevices } from '@baton/contract/remediation-acts.ts';
import { Command } from 'commander';
import { actOnRemediation } from './act-on-remediation.ts';
import { devicesNamed, devicesOf } from './find-devices.ts';

interface Flags {
  readonly device: string[];
  readonly note: string;
}

/** `baton remediation split`: devices that go another way get a remediation of their own. */
export function remediationSplitCommand(): Command {
  return new Command('split')
    .description('Split devices off into a remediation of their own, with the same past and the same clock')
    .argument('<fix>', 'the fix or the id of the remediation')
    .requiredOption('--device <names...>', 'names or ids of devices')
    .requiredOption('--note <words>', 'why they go another way')
    .action(async (fix: string, { device, note }: Flags) => {
      const { splitId } = await actOnRemediation(fix, async (call, { id, version }) => {
        const deviceIds = devicesNamed(await devicesOf(call, id), device);
        return call(splitRemediation, { params: { remediationId: id }, body: { version, note, deviceIds } });
      });
      process.stdout.write(`Split off as ${splitId}.\n`);
    });
}

/** `baton remediation merge`: takes the devices of another remediation of the same fix over. */
export function remediationMergeCommand(): Command {
  return new Command('merge')
    .description('Take the devices of another remediation of the same fix, in the same leg, over; that one ends')
    .argument('<fix>', 'the fix or the id of the remediation that goes on')
    .requiredOption('--other <id>', 'the id of the one that ends')
    .requiredOption('--note <words>', 'why')
    .action(async (fix: string, { other, note }: { readonly other: string; readonly note: string }) => {
      await actOnRemediation(fix, (call, { id, version }) =>
        call(mergeRemediations, { params: { remediationId: id }, body: { version, note, otherId: other } }),
      );
    });
}

/** `baton remediation verify-by-hand`: for devices that no scanner can prove. */
export function remediationVerifyByHandCommand(): Command {
  return new Command('verify-by-hand')
    .description('Verify devices that no scanner can prove; a person of InfoSec who did not deploy says how')
    .argument('<fix>', 'the fix or the id of the remediation')
    .requiredOption('--device <names...>', 'names or ids of devices')
    .requiredOption('--note <words>', 'how it was verified')
    .action(async (fix: string, { device, note }: Flags) => {
      await actOnRemediation(fix, async (call, { id, version }) => {
        const deviceIds = devicesNamed(await devicesOf(call, id), device);
        return call(verifyDevices, { params: { remediationId: id }, body: { version, note, deviceIds } });
      });
    });
}
