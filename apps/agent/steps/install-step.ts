import type { CommandResult, Order } from '@baton/domain/deployments/device-command.ts';
import type { Stage, StageEnd } from './stage.ts';

/** What a step says of itself; the times are the journal's. */
export type StepReport = Pick<CommandResult, 'outcome' | 'exitCode' | 'summary'>;

/** Runs one stage of the step: a program, outliving the agent. A stage that ran before gives its old end. */
export type RunStage = (stage: Stage) => Promise<StageEnd>;

/** One kind of order carried out. It is run anew after a restart of the agent: stages that ended are not repeated. */
export interface InstallStep<Kind extends Order['kind']> {
  readonly kind: Kind;
  run(order: Extract<Order, { kind: Kind }>, runStage: RunStage): Promise<StepReport>;
}
