import type { CauseRule } from './cause-rule.ts';

/** A ghost or twin: IT's inventory lists one device twice, by a BIOS UUID, serial or agent id that two records share. */
export const duplicateDevice: CauseRule = {
  id: 'duplicate-device',
  version: 1,
  owner: 'it',
  positiveProof: false,
  confidence: 'strong',
  label: 'Listed twice',
  summary: 'two of IT’s records share one serial, BIOS UUID or agent id',
  nextAction: 'Remove the ghost',
  fits: ({ device }) => device.ghostOf !== null,
  explain: ({ device }) =>
    `${device.name} shares ${device.ghostOf?.sharedIdentifier} with ${device.ghostOf?.name}: IT’s inventory lists one device twice.`,
  next: ({ device }) =>
    `Remove ${device.name} from the inventory, or show that it is another device than ${device.ghostOf?.name}.`,
};
