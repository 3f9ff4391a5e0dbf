import { join } from 'node:path';
import type { CommandEnvelope } from '@baton/contract/agent.ts';
import { type CommandResult, OUTPUT_LIMIT } from '@baton/domain/deployments/device-command.ts';
import { INSTALL_STEPS } from './install-steps.ts';
import { runStage, type StageEnd } from './stage.ts';

/** Two hundred packages with their versions would be longer than anybody reads. */
const SUMMARY_LIMIT = 2_000;

/**
 * Carries out a command's order in the command's own folder. What comes back is a claim: what is really installed, the
 * inventory tells. Never throws for a step that fails; that is a result.
 */
export async function runCommand(envelope: CommandEnvelope, folder: string, startedAt: string): Promise<CommandResult> {
  const outputs: string[] = [];
  const step = INSTALL_STEPS[envelope.order.kind];
  const report = await step
    .run(envelope.order, async (stage) => {
      const end: StageEnd = await runStage(join(folder, 'stages'), stage);
      outputs.push(`$ ${stage.program} ${stage.args.join(' ')}\n${end.output}`);
      return end;
    })
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      return { outcome: 'failed' as const, exitCode: null, summary: `The step could not be run: ${why}` };
    });
  const output = outputs.join('\n');
  return {
    ...report,
    summary: report.summary.slice(0, SUMMARY_LIMIT),
    output: output.slice(-OUTPUT_LIMIT),
    outputCut: output.length > OUTPUT_LIMIT,
    startedAt,
    endedAt: Temporal.Now.instant().toString({ smallestUnit: 'millisecond' }),
  };
}
