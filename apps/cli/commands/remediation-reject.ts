import { rejectRemediation, reopenRemediation, upholdRejection } from '@baton/contract/remediation-moves.ts';
import { rejectReason, reopenCause } from '@baton/contract/remediations.ts';
import { REJECTION_ANSWERS } from '@baton/domain/relay/rejection-answers.ts';
import { Command, Option } from 'commander';
import { actOnRemediation } from './act-on-remediation.ts';

/** `baton remediation reject`: IT says no, with a reason that InfoSec answers. */
export function remediationRejectCommand(): Command {
  return new Command('reject')
    .description('Reject the fix with a reason; InfoSec agrees, or hands it back')
    .argument('<fix>', 'the fix or the id of the remediation')
    .addOption(new Option('--reason <reason>', 'why').choices([...rejectReason.options]).makeOptionMandatory())
    .requiredOption('--note <words>', 'what InfoSec must know')
    .option('--duplicate-of <id>', 'of a duplicate: the remediation that does it')
    .action(
      async (fix: string, flags: { readonly reason: string; readonly note: string; readonly duplicateOf?: string }) => {
        const { note, duplicateOf } = flags;
        const reason = rejectReason.parse(flags.reason);
        await actOnRemediation(fix, (call, { id, version }) =>
          call(rejectRemediation, {
            params: { remediationId: id },
            body: { version, note, reason, ...(duplicateOf === undefined ? {} : { duplicateOf }) },
          }),
        );
        const { agree, refuse } = REJECTION_ANSWERS[reason];
        process.stdout.write(`InfoSec answers: "${agree.label}" or "${refuse.label}".\n`);
      },
    );
}

/** `baton remediation uphold`: InfoSec agrees to a rejection. */
export function remediationUpholdCommand(): Command {
  return new Command('uphold')
    .description('Agree to a rejection and close; hand-over --back refuses it')
    .argument('<fix>', 'the fix or the id of the remediation')
    .requiredOption('--note <words>', 'what follows')
    .action(async (fix: string, { note }: { readonly note: string }) => {
      await actOnRemediation(fix, (call, { id, version }) =>
        call(upholdRejection, { params: { remediationId: id }, body: { version, note } }),
      );
    });
}

/** `baton remediation reopen`: opens a closed one again, with its cause. */
export function remediationReopenCommand(): Command {
  return new Command('reopen')
    .description('Open a closed remediation again, with the cause')
    .argument('<fix>', 'the fix or the id of the remediation')
    .addOption(new Option('--cause <cause>', 'why').choices([...reopenCause.options]).makeOptionMandatory())
    .requiredOption('--note <words>', 'what was seen')
    .action(async (fix: string, flags: { readonly cause: string; readonly note: string }) => {
      const cause = reopenCause.parse(flags.cause);
      await actOnRemediation(fix, (call, { id, version }) =>
        call(reopenRemediation, { params: { remediationId: id }, body: { version, note: flags.note, cause } }),
      );
    });
}
