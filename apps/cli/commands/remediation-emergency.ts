import {
  approveEmergency,
  collectEvidence,
  declareEmergency,
  waiveEvidence,
} from '@baton/contract/remediation-acts.ts';
import { Command } from 'commander';
import { actOnRemediation } from './act-on-remediation.ts';
import { devicesNamed, devicesOf } from './find-devices.ts';

/** `baton remediation emergency`: deploys at once; both leads approve afterwards. */
export function remediationEmergencyCommand(): Command {
  return new Command('emergency')
    .description('Declare an emergency: deploy at once, test beside it; both leads approve within 24 hours')
    .argument('<fix>', 'the fix or the id of the remediation')
    .requiredOption('--note <words>', 'why it cannot wait; why it is approved')
    .option('--approve', 'approve one that was declared, for your team')
    .action(async (fix: string, { note, approve }: { readonly note: string; readonly approve?: boolean }) => {
      await actOnRemediation(fix, (call, { id, version }) => {
        const params = { remediationId: id };
        return approve === true
          ? call(approveEmergency, { params, body: { note } })
          : call(declareEmergency, { params, body: { version, note } });
      });
    });
}

/** `baton remediation evidence`: forensic evidence before the patch, where the tier asks for it. */
export function remediationEvidenceCommand(): Command {
  return new Command('evidence')
    .description('Say that forensic evidence was collected before the patch, or do without for your team')
    .argument('<fix>', 'the fix or the id of the remediation')
    .requiredOption('--note <words>', 'what was collected and where it lies; why your team does without')
    .option('--device <names...>', 'of these devices; all that need the fix where left out')
    .option('--waive', 'do without')
    .action(
      async (
        fix: string,
        { note, device, waive }: { readonly note: string; readonly device?: string[]; readonly waive?: boolean },
      ) => {
        await actOnRemediation(fix, async (call, { id, version }) => {
          const params = { remediationId: id };
          if (waive === true) return call(waiveEvidence, { params, body: { version, note } });
          const named = device === undefined ? {} : { deviceIds: devicesNamed(await devicesOf(call, id), device) };
          return call(collectEvidence, { params, body: { version, note, ...named } });
        });
      },
    );
}
