import {
  type ControlContext,
  type ControlledDevice,
  type ControlResult,
  checkControl,
  joinResults,
} from '@baton/domain/exceptions/check-control.ts';
import type { Control } from '@baton/domain/exceptions/control.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readAttributes } from '@baton/store/evidence/device-attributes.ts';
import { readDeviceNames } from '@baton/store/evidence/read-evidence.ts';
import type { AttestationRecord } from '@baton/store/exceptions/checks.ts';
import { loadCases } from '../reconcile-devices/load-cases.ts';
import { judgingOf } from '../reconcile-devices/reconcile-devices.ts';

/** Devices whose evidence is in memory at once. */
const SLICE = 200;

export interface ControlsToCheck {
  readonly controls: readonly Control[];
  readonly deviceIds: readonly string[];
  /** What the owner has attested. */
  readonly attestations: readonly Pick<AttestationRecord, 'statement' | 'expires_at'>[];
}

/** Checks controls on devices by the evidence that is kept now. @returns a result a control, in their order */
export async function checkControls(
  db: Database,
  within: Database | DatabaseTransaction,
  { controls, deviceIds, attestations }: ControlsToCheck,
  now: number,
): Promise<readonly ControlResult[]> {
  const contexts = controls.map((control) => ({ now, attestedUntil: attestedUntil(attestations, control) }));
  let results: readonly ControlResult[] | null = null;
  for (let at = 0; at < deviceIds.length; at += SLICE) {
    const devices = await controlledDevices(db, within, deviceIds.slice(at, at + SLICE), controls);
    const part = controls.map((control, index) => checkControl(control, devices, contexts[index] ?? NO_CONTEXT));
    results = results === null ? part : results.map((one, index) => joinResults(one, part[index] ?? one));
  }
  return results ?? controls.map(() => ({ holds: true, devices: 0, holding: 0, failing: [] }));
}

const NO_CONTEXT: ControlContext = { now: 0, attestedUntil: null };

/** A word is on a statement: with other words in a renewal it counts no more. */
function attestedUntil(attestations: ControlsToCheck['attestations'], control: Control): number | null {
  if (control.kind !== 'attestation') return null;
  const times = attestations
    .filter(({ statement }) => statement === control.statement)
    .map(({ expires_at }) => Date.parse(expires_at));
  return times.length === 0 ? null : Math.max(...times);
}

/** Evidence is unpacked only where a control asks for it. */
async function controlledDevices(
  db: Database,
  within: Database | DatabaseTransaction,
  deviceIds: readonly string[],
  controls: readonly Control[],
): Promise<readonly ControlledDevice[]> {
  const attributes = Map.groupBy(await readAttributes(within, deviceIds, null), ({ deviceId }) => deviceId);
  if (controls.every(({ kind }) => kind === 'attestation' || kind === 'attribute')) {
    const names = await readDeviceNames(within, deviceIds);
    return deviceIds.map((id) => ({
      device: { name: names.get(id) ?? id, it: [], looks: [] },
      attributes: attributes.get(id) ?? [],
    }));
  }
  const cases = await loadCases(within, deviceIds, { excerpts: false, reports: judgingOf(db).reports });
  return cases.map(({ device }) => ({ device, attributes: attributes.get(device.deviceId) ?? [] }));
}
