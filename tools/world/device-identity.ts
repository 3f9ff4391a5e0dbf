import { isContradiction, planOf } from './plan.ts';
import { Random } from './random.ts';
import { WINDOWS_RELEASES } from './windows-fixes.ts';
import type { World } from './world.ts';
import type { OsFamily } from './world-device.ts';

/** What a device is for all its life. */
export interface DeviceIdentity {
  readonly index: number;
  readonly name: string;
  readonly domain: string;
  readonly ip: string;
  readonly mac: string;
  readonly serial: string;
  readonly uuid: string;
  readonly family: OsFamily;
  /** Place among WINDOWS_RELEASES; of no meaning for others. */
  readonly release: number;
  readonly osTitle: string;
  /** The device's findings come as a debsecan list instead of a visit. */
  readonly debsecan: boolean;
  /** It is patched late, cycle after cycle. */
  readonly laggard: boolean;
  /** First cycle in which it is there, and the first in which it is no more. */
  readonly joins: number;
  readonly leaves: number;
}

/** Depends on seed and index alone. `world` is the first of the device's life. */
export function identityOf(world: World, index: number): DeviceIdentity {
  const random = Random.of(world.seed, index);
  const family = isContradiction(index)
    ? 'windows'
    : random.pick<OsFamily>(['windows', 'windows', 'windows', 'debian', 'rhel']);
  const release = random.whole(0, WINDOWS_RELEASES.length - 1);
  const { title, server } = WINDOWS_RELEASES[release] ?? WINDOWS_RELEASES[0];
  const scenario = planOf(world, index, family);
  const keepsSerial = scenario?.scan?.byAddress || scenario?.it?.ghost || false;
  return {
    index,
    family,
    release,
    ...namesOf(index, family, server, keepsSerial, random),
    osTitle:
      family === 'windows'
        ? title
        : family === 'debian'
          ? 'Debian GNU/Linux 12 (bookworm)'
          : 'Red Hat Enterprise Linux release 9.4 (Plow)',
    debsecan: scenario === null && family === 'debian' && random.chance(0.2),
    laggard: random.chance(0.12),
    joins: scenario === null && index % 17 === 5 ? 1 : 0,
    leaves: scenario === null && index % 19 === 7 ? 2 : Number.POSITIVE_INFINITY,
  };
}

function namesOf(index: number, family: OsFamily, server: boolean, keepsSerial: boolean, random: Random) {
  const number = String(index + 1).padStart(6, '0');
  const name =
    family !== 'windows'
      ? `lnx-${random.pick(['web', 'db', 'app'])}-${number}`
      : server
        ? `SRV-${random.pick(['FILE', 'SQL', 'AD'])}-${number.slice(-6)}`
        : `${random.pick(['PC', 'NB', 'WS'])}-${number}`;
  return {
    name,
    domain: 'corp.example',
    ip: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
    // Notebooks at shared docks have the docks' addresses: no name of a device.
    mac: index % 29 === 3 ? '00:e0:4c:68:00:01' : `00:50:56:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}`,
    // Numbered, so that no two devices of a large world share one by chance.
    serial:
      index % 31 === 4 && !keepsSerial
        ? random.pick(['To be filled by O.E.M.', 'System Serial Number', 'Default string', '0'])
        : `${random.pick(['PF', 'MJ', '5CG', 'CZC'])}${(index + 1_679_616).toString(36).toUpperCase()}${random.hex(2).toUpperCase()}`,
    uuid: `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${(index + 1).toString(16).padStart(12, '0')}`,
  };
}
