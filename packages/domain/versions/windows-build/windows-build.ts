import { type Order, orderOf } from '../order.ts';

/** The build of a Windows system: `10.0.19045.5011`, or short `19045.5011` as `winver` shows it. */
export interface WindowsBuild {
  /** 19045: which release of Windows this is. */
  readonly build: number;
  /** 5011: how far it is patched (UBR). */
  readonly revision: number;
}

const FORM = /^(?:\d{1,2}\.\d{1,2}\.)?(\d{4,6})\.(\d{1,6})$/;

/** Reads a Windows build with its revision. A build without its revision says nothing about patches, so it is refused. */
export function parseWindowsBuild(text: string): WindowsBuild | null {
  const bare = text.trim().replace(/^(?:Version\s+)?(?:OS Build\s+)?/i, '');
  const match = FORM.exec(bare);
  if (match === null) return null;
  return { build: Number(match[1]), revision: Number(match[2]) };
}

/** Orders by build, then by revision. Builds of different releases have an order, but no patch relation: see `isPatchedTo`. */
export function compareWindowsBuild(a: WindowsBuild, b: WindowsBuild): Order {
  return orderOf(a.build, b.build) || orderOf(a.revision, b.revision);
}

/**
 * Releases that share one servicing branch: the later ones are the earlier with features switched on by an enablement
 * package, and each cumulative update gives all of them the same revision (Microsoft's release notes list them together).
 */
const SERVICED_TOGETHER: readonly (readonly number[])[] = [
  [18362, 18363],
  [19041, 19042, 19043, 19044, 19045],
  [22621, 22631],
  [26100, 26200],
];

/** Whether both builds get the same cumulative updates. */
export function sameServicing(a: WindowsBuild, b: WindowsBuild): boolean {
  return (
    a.build === b.build || SERVICED_TOGETHER.some((branch) => branch.includes(a.build) && branch.includes(b.build))
  );
}

/** Whether the installed build contains what the fixed build brought; null where the two are not of one servicing branch. */
export function isPatchedTo(installed: WindowsBuild, fixed: WindowsBuild): boolean | null {
  return sameServicing(installed, fixed) ? installed.revision >= fixed.revision : null;
}
