import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { ItWord, OsFamily, Reported, ScanName } from './world-device.ts';
import type { WorldFix } from './world-fix.ts';

/** Something injected into one device: what differs from a device on which all went well. */
export interface Scenario {
  readonly name: string;
  readonly families: readonly [OsFamily, ...OsFamily[]];
  /** The causes that are injected, in the domain's order; the first is the cause of the target's cell. */
  readonly causes: readonly CauseId[];
  /** Where the domain leaves other first causes thinkable. */
  readonly accept?: readonly (CauseId | null)[];
  readonly scan?: {
    readonly name?: ScanName;
    readonly beforeInstall?: boolean;
    readonly unauthenticated?: boolean;
    readonly unreached?: boolean;
    readonly none?: boolean;
    readonly byAddress?: boolean;
    /** A second visit after the first that found nothing, and why it could not. */
    readonly followUp?: 'unauthenticated';
  };
  readonly it?: {
    readonly absent?: boolean;
    readonly stale?: boolean;
    readonly rebootPending?: boolean;
    readonly notRebooted?: boolean;
    readonly ghost?: boolean;
  };
  readonly target?: {
    readonly kind: WorldFix['kind'];
    readonly product?: string;
    readonly word?: ItWord;
    readonly reported?: Reported;
    readonly oldVersion?: boolean;
    readonly exitCode?: number;
    readonly restart?: boolean;
    readonly oldKernel?: 'pinned' | 'not-rebooted';
    readonly copy?: 'beside' | 'profile' | 'same-path';
    readonly unmanaged?: boolean;
  };
}

/** The families that a scenario can happen to; Windows twice, as in most fleets. */
export const WINDOWS = ['windows'] as const;
export const DEBIAN = ['debian'] as const;
export const LINUX = ['debian', 'rhel'] as const;
export const ALL = ['windows', 'debian', 'rhel', 'windows'] as const;
