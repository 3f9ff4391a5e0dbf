import type { Client } from '@baton/contract/client.ts';
import { listRemediationDevices, type RemediationDevice } from '@baton/contract/remediation-devices.ts';
import { CliError } from '../cli-error.ts';

/** Every device of a remediation. */
export async function devicesOf(call: Client, remediationId: string): Promise<readonly RemediationDevice[]> {
  const devices: RemediationDevice[] = [];
  for (let page = 1; ; page += 1) {
    const { rows, total } = await call(listRemediationDevices, {
      params: { remediationId },
      query: { page, pageSize: 500 },
    });
    devices.push(...rows);
    if (rows.length === 0 || devices.length >= total) return devices;
  }
}

/** The ids of devices by the names that people use, or by id; each must be in the remediation, and be meant by one name alone. */
export function devicesNamed(devices: readonly RemediationDevice[], names: readonly string[]): string[] {
  return names.map((name) => {
    const found = devices.filter(
      ({ device, deviceId }) => device.toLowerCase() === name.toLowerCase() || deviceId === name,
    );
    if (found.length === 1 && found[0]) return found[0].deviceId;
    const why = found.length === 0 ? 'does not need this fix' : 'is the name of several devices: use the id';
    throw new CliError('bad-option', `${name} ${why}.`);
  });
}
