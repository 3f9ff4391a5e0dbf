import type { DeviceReport, ObservedState } from '../evidence/report.ts';
import type { DeviceNames } from '../identity/device-names.ts';

/**
 * The key under which the pieces of one device in one report are joined: its shown name, kept apart where a serial or BIOS UUID says
 * that they are two, and where they are of two visits.
 */
export function keyOfPiece({ names, visit }: Pick<DeviceReport, 'names' | 'visit'>): string {
  const strong = names.biosUuids[0] ?? names.serials[0] ?? '';
  return `${names.shown.toLowerCase()}\n${strong.toLowerCase()}\n${visit ?? ''}`;
}

/** The names of one device from several pieces of one report. */
export function mergeNames(a: DeviceNames, b: DeviceNames): DeviceNames {
  return {
    shown: a.shown,
    hostnames: union(a.hostnames, b.hostnames),
    fqdns: union(a.fqdns, b.fqdns),
    ips: union(a.ips, b.ips),
    macs: union(a.macs, b.macs),
    biosUuids: union(a.biosUuids, b.biosUuids),
    serials: union(a.serials, b.serials),
    agentIds: union(a.agentIds, b.agentIds),
    osFamily: a.osFamily ?? b.osFamily ?? null,
  };
}

/** The state of one device from several pieces of one report: what the first does not tell, the next may; times go to the newest. */
export function mergeStates(a: ObservedState, b: ObservedState): ObservedState {
  return {
    operatingSystem: a.operatingSystem ?? b.operatingSystem,
    distribution: a.distribution ?? b.distribution,
    osBuild: a.osBuild ?? b.osBuild,
    lastSeen: newer(a.lastSeen, b.lastSeen),
    lastBoot: newer(a.lastBoot, b.lastBoot),
    rebootPending: a.rebootPending === true || b.rebootPending === true ? true : (a.rebootPending ?? b.rebootPending),
    runningKernel: a.runningKernel ?? b.runningKernel,
    installedKernels: union(a.installedKernels, b.installedKernels),
    restartNeeded: b.restartNeeded.length === 0 ? a.restartNeeded : [...a.restartNeeded, ...b.restartNeeded],
    packages: b.packages.length === 0 ? a.packages : [...a.packages, ...b.packages],
    ...mergeAttributes(a.attributes, b.attributes),
  };
}

/** Rows of one device may each tell other values: all of them are kept, and whoever reads them sees that they differ. */
function mergeAttributes(
  a: ObservedState['attributes'],
  b: ObservedState['attributes'],
): Pick<ObservedState, 'attributes'> {
  if (a === undefined || b === undefined) return a === undefined && b === undefined ? {} : { attributes: a ?? b ?? [] };
  const rest = b.filter(({ kind }) => !a.some((one) => one.kind === kind));
  return {
    attributes: [
      ...a.map(({ kind, values }) => ({
        kind,
        values: union(values, b.find((one) => one.kind === kind)?.values ?? []),
      })),
      ...rest,
    ],
  };
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  if (b.every((value) => a.includes(value))) return a;
  return [...new Set([...a, ...b])];
}

function newer(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) >= Date.parse(b) ? a : b;
}
