import { compareFixVersions } from '../advisories/compare-fix-versions.ts';
import { instantOf } from '../evidence/moment.ts';
import { distributionOf } from '../reconciliation/collect-fixes.ts';
import { type DeviceCase, type ItRecord, seenAt } from '../reconciliation/device-case.ts';
import type { AttributeKind } from '../scope/attribute-kind.ts';
import type { Control } from './control.ts';

/** What is known of a device when a control is checked. */
export interface ControlledDevice {
  readonly device: Pick<DeviceCase, 'name' | 'it' | 'looks'>;
  readonly attributes: readonly { readonly kind: AttributeKind; readonly value: string }[];
}

export interface ControlContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Until when the owner's newest word holds; null where there is none. Milliseconds since 1970. */
  readonly attestedUntil: number | null;
}

/** What evidence says of a control on one device. `not-told`: nothing recent says either; that is no evidence. */
export type ControlAnswer = 'holds' | 'fails' | 'not-told';

export interface ControlResult {
  /** Holds on every device. Absence of evidence proves nothing. */
  readonly holds: boolean;
  readonly devices: number;
  readonly holding: number;
  /** Names of devices where it does not hold, the first twenty. */
  readonly failing: readonly string[];
}

const NAMED = 20;

/** Checks a control on every device of an exception. An attestation is of all of them at once. */
export function checkControl(
  control: Control,
  devices: readonly ControlledDevice[],
  context: ControlContext,
): ControlResult {
  const failing = devices.filter((one) => answerOf(control, one, context) !== 'holds');
  return {
    holds: failing.length === 0,
    devices: devices.length,
    holding: devices.length - failing.length,
    failing: failing
      .map(({ device }) => device.name)
      .sort()
      .slice(0, NAMED),
  };
}

export function answerOf(
  control: Control,
  { device, attributes }: ControlledDevice,
  context: ControlContext,
): ControlAnswer {
  switch (control.kind) {
    case 'package-absent':
      return onPackages(device, context, control.name, (versions) => versions.length === 0);
    case 'package-version':
      return onPackages(device, context, control.name, (versions) =>
        versions.some((version) => isAtLeast(version, control.atLeast, device)),
      );
    case 'attribute':
      return attributes.some(({ kind, value }) => kind === control.attribute && isSameWord(value, control.value))
        ? 'holds'
        : 'fails';
    case 'report':
      return seenBy(device, control.source, context.now - control.maxAgeDays * DAY_MS);
    case 'attestation':
      return context.attestedUntil !== null && context.attestedUntil > context.now ? 'holds' : 'not-told';
  }
}

const DAY_MS = 86_400_000;

function onPackages(
  { it }: ControlledDevice['device'],
  { now }: ControlContext,
  name: string,
  test: (versions: readonly string[]) => boolean,
): ControlAnswer {
  // A record that lists no software says nothing of software; one that has gone stale says what was.
  const telling = it.filter((record) => record.state.packages.length > 0 && !isStale(record, now));
  if (telling.length === 0) return 'not-told';
  const versions = telling.flatMap(({ state }) =>
    state.packages.filter((one) => isSameWord(one.name, name)).map(({ version }) => version),
  );
  return test(versions) ? 'holds' : 'fails';
}

function isStale({ state, staleAfterMs }: ItRecord, now: number): boolean {
  const seen = instantOf(state.lastSeen);
  return seen === null || now - seen > staleAfterMs;
}

function isAtLeast(version: string, least: string, device: ControlledDevice['device']): boolean {
  const order = compareFixVersions(version, least, distributionOf(device));
  return order !== null && order >= 0;
}

function isSameWord(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function seenBy({ it, looks }: ControlledDevice['device'], source: string, since: number): ControlAnswer {
  const seen = [
    ...it.filter((record) => record.source === source).map(({ state }) => instantOf(state.lastSeen) ?? 0),
    ...looks.filter((record) => record.source === source && record.look.reached).map(seenAt),
  ];
  if (seen.length === 0) return 'not-told';
  return Math.max(...seen) >= since ? 'holds' : 'fails';
}

/** What two parts of an exception's devices come to together. */
export function joinResults(a: ControlResult, b: ControlResult): ControlResult {
  return {
    holds: a.holds && b.holds,
    devices: a.devices + b.devices,
    holding: a.holding + b.holding,
    failing: [...a.failing, ...b.failing].slice(0, NAMED),
  };
}
