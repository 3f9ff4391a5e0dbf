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
    /** Not looked at; its address has gone to another machine, which was. */
    readonly stranger?: boolean;
    readonly byAddress?: boolean;
    /**
     * The cloud scanner repeats what it saw before the install: after the weekly scan, which found nothing, or where there is no
     * other scan.
     */
    readonly repeats?: 'beside' | 'alone';
    /** The scan does not say whether it could log in. */
    readonly loginUntold?: boolean;
    /** A second visit after the first that found nothing: because it could not, or because all is well now. */
    readonly followUp?: 'unauthenticated' | 'clean';
  };
  readonly it?: {
    readonly absent?: boolean;
    readonly stale?: boolean;
    readonly rebootPending?: boolean;
    readonly notRebooted?: boolean;
    readonly ghost?: boolean;
    /** IT heard of the device last before the scan looked. */
    readonly seenBeforeScan?: boolean;
    /** IT lists all software of the device too. */
    readonly softwareList?: boolean;
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
    /** What is on the device and in nobody's baseline. */
    readonly unmanaged?: WorldFix;
    /** IT has a later version than the one asked for. */
    readonly newer?: boolean;
    /** Only one of two binary packages of the source was upgraded. */
    readonly half?: boolean;
    /** The version went down after IT had seen the fixed one. */
    readonly reverted?: boolean;
    /** IT's log has it in, out and in again. */
    readonly flaps?: boolean;
    /** IT's tool calls it less urgent than the scanner does. */
    readonly itSeverity?: 'Low';
    /** The package of the older kernel is still there. */
    readonly oldKernelPackage?: boolean;
    /** The version found is older by number and later by letter: 9.20 against 24.07. */
    readonly byNumber?: boolean;
  };
}

/** Whether a scenario is how a device is set up, and so stays with it over the cycles: who looks at it, and under which names. */
export function isLasting({ scan, it, target }: Scenario): boolean {
  return Boolean(
    scan?.none ||
      scan?.stranger ||
      scan?.byAddress ||
      scan?.loginUntold ||
      it?.absent ||
      it?.ghost ||
      target?.unmanaged,
  );
}

/** The families that a scenario can happen to; Windows twice, as in most fleets. */
export const WINDOWS = ['windows'] as const;
export const DEBIAN = ['debian'] as const;
export const LINUX = ['debian', 'rhel'] as const;
export const ALL = ['windows', 'debian', 'rhel', 'windows'] as const;
