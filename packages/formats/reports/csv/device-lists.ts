import type { Says } from '@baton/domain/evidence/report.ts';
import type { Cells, Meaning } from './meaning.ts';

/** Columns of exports with a row an update, each of which lists the devices in one state: "Missing on", "Affected computers". */
export const DEVICE_LISTS = ['installedOn', 'missingOn'] as const satisfies readonly Meaning[];
export type DeviceListMeaning = (typeof DEVICE_LISTS)[number];

const DEVICES = '(?:computers?|devices?|hosts?|machines?|endpoints?|clients?|servers?)';
const PATTERNS: readonly (readonly [RegExp, DeviceListMeaning])[] = [
  [
    new RegExp(
      `^(?:missing|notinstalled|needed|required)(?:on|by)?${DEVICES}$|^(?:missing|notinstalled|needed|required)(?:on|by)$|^(?:affected|vulnerable|unpatched)${DEVICES}$|^${DEVICES}(?:missing|without|needing|unpatched|affected)$|^fehltauf(?:gerat(?:en)?|rechnern?)?$|^manquante?sur$`,
    ),
    'missingOn',
  ],
  [new RegExp(`^(?:installed|patched)(?:on)?${DEVICES}$|^${DEVICES}(?:with|patched)$`), 'installedOn'],
];

/** Which list of devices a bare heading names: "missingon", "affectedcomputers"; null for any other. */
export function deviceListOf(bareHeading: string): DeviceListMeaning | null {
  return PATTERNS.find(([pattern]) => pattern.test(bareHeading))?.[1] ?? null;
}

export function isDeviceList(meaning: Meaning): meaning is DeviceListMeaning {
  return DEVICE_LISTS.some((list) => list === meaning);
}

/** A name as computers bear it; people's names in a list of their own ("Doe, John") have neither digit nor hyphen nor dot. */
const HOST_NAME = /^(?=.{2,253}$)(?=.*\p{L})(?=.*[\d.-])[\p{L}\p{N}_][\p{L}\p{N}_.$\\-]*$/u;

/** The names in a cell that lists devices: "WKS-1; WKS-2". Empty where anything in it is no name of a computer. */
export function devicesIn(cell: string): readonly string[] {
  const parts = cell
    .split(/[,;|\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.every((part) => HOST_NAME.test(part)) ? [...new Set(parts)] : [];
}

export interface ListedDevice {
  readonly name: string;
  /** What its column says of it; null where the row's own status does. */
  readonly says: Extract<Says, 'installed' | 'missing'> | null;
}

/** The devices that a row of an update lists, in columns of their own or several in the column of devices. */
export function listedDevices(cells: Cells): readonly ListedDevice[] {
  const device = cells('device');
  const several = /[,;|\n]/.test(device) ? devicesIn(device) : [];
  return [
    ...(several.length > 1 ? several.map((name) => ({ name, says: null })) : []),
    ...devicesIn(cells('installedOn')).map((name) => ({ name, says: 'installed' as const })),
    ...devicesIn(cells('missingOn')).map((name) => ({ name, says: 'missing' as const })),
  ];
}
