/**
 * What a device can be told to do. Each kind is one install step of the agent; a new kind is a new member here and a new
 * file in the agent's steps.
 */
export type Order = AptInstallOrder;

/** Upgrades installed Debian packages to exactly these versions; installs nothing that is not there. */
export interface AptInstallOrder {
  readonly kind: 'apt-install';
  /** Source package that the fix belongs to: for people and for the log. */
  readonly source: string;
  /** Binary packages with their exact versions. At least one. */
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
  }[];
}

/**
 * queued: made, not yet fetched. sent: the device has it. begun: the device asked to start and was let. Until then it can
 * be cancelled. ended: the device reported a result. expired: its time passed before it began.
 */
export type CommandState = 'queued' | 'sent' | 'begun' | 'ended' | 'cancelled' | 'expired';

/** Who had a command made. The id is null for Baton itself. */
export interface CommandAuthor {
  readonly kind: 'person' | 'key' | 'system';
  readonly id: string | null;
  readonly name: string;
}

/** Allowed moves; whatever is not here is refused. A begun command cannot be taken back: half an upgrade is worse than one. */
export const COMMAND_MOVES: Readonly<Record<CommandState, readonly CommandState[]>> = {
  queued: ['sent', 'begun', 'cancelled', 'expired', 'ended'],
  sent: ['begun', 'cancelled', 'expired', 'ended'],
  begun: ['ended'],
  ended: [],
  cancelled: [],
  expired: [],
};

export function mayMove(from: CommandState, to: CommandState): boolean {
  return COMMAND_MOVES[from].includes(to);
}

/**
 * What the device says came of it. A claim, never a proof: what is installed is told by the inventory that follows.
 * refused: the agent did not accept the command (signature, sequence, expiry, unknown kind). interrupted: the agent or the
 * device died in the middle, and nothing says how the step ended.
 */
export type Outcome = 'succeeded' | 'failed' | 'refused' | 'interrupted';

export interface CommandResult {
  readonly outcome: Outcome;
  /** Exit code of the installer; null where it never ran or left none. */
  readonly exitCode: number | null;
  /** One sentence for people: what was done, or why not. */
  readonly summary: string;
  /** The end of what the installer printed, at most OUTPUT_LIMIT characters. */
  readonly output: string;
  /** True where the beginning of the output was left out. */
  readonly outputCut: boolean;
  /** ISO-8601 with Z. */
  readonly startedAt: string | null;
  readonly endedAt: string;
}

/** Longest output that is kept of a step; what an installer says last is what explains a failure. */
export const OUTPUT_LIMIT = 32_768;
