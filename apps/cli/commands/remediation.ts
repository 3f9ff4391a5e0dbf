import { Command } from 'commander';
import { remediationBulkCommand } from './remediation-bulk.ts';
import { remediationCloseCommand } from './remediation-close.ts';
import { remediationDeployCommand } from './remediation-deploy.ts';
import { remediationEmergencyCommand, remediationEvidenceCommand } from './remediation-emergency.ts';
import { remediationAttachCommand, remediationSaveFileCommand } from './remediation-files.ts';
import { remediationHandOverCommand } from './remediation-hand-over.ts';
import { remediationListCommand } from './remediation-list.ts';
import { remediationPartsCommand } from './remediation-parts.ts';
import { remediationAssignCommand, remediationCommentCommand, remediationWatchCommand } from './remediation-people.ts';
import { remediationRejectCommand, remediationReopenCommand, remediationUpholdCommand } from './remediation-reject.ts';
import { remediationShowCommand } from './remediation-show.ts';
import {
  remediationMergeCommand,
  remediationSplitCommand,
  remediationVerifyByHandCommand,
} from './remediation-split.ts';
import { remediationTestCommand } from './remediation-test-leg.ts';
import { remediationTimelineCommand } from './remediation-timeline.ts';
import { remediationVerifyCommand } from './remediation-verify.ts';

/** `baton remediation …`: fixes on their way through the relay. */
export function remediationCommand(): Command {
  const remediation = new Command('remediation').description('Fixes on their way through the relay');
  for (const command of [
    remediationListCommand,
    remediationShowCommand,
    remediationHandOverCommand,
    remediationDeployCommand,
    remediationVerifyCommand,
    remediationCloseCommand,
    remediationRejectCommand,
    remediationUpholdCommand,
    remediationReopenCommand,
    remediationAssignCommand,
    remediationWatchCommand,
    remediationCommentCommand,
    remediationTestCommand,
    remediationPartsCommand,
    remediationEmergencyCommand,
    remediationEvidenceCommand,
    remediationSplitCommand,
    remediationMergeCommand,
    remediationVerifyByHandCommand,
    remediationAttachCommand,
    remediationSaveFileCommand,
    remediationTimelineCommand,
    remediationBulkCommand,
  ]) {
    remediation.addCommand(command());
  }
  return remediation;
}
