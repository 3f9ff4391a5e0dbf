import { Command } from 'commander';
import { deviceCancelCommand } from './device-cancel.ts';
import { deviceCommandsCommand } from './device-commands.ts';
import { deviceEnrolTokenCommand } from './device-enrol-token.ts';
import { deviceListCommand } from './device-list.ts';
import { deviceRetireCommand } from './device-retire.ts';
import { devicePutBackCommand, deviceSetApartCommand } from './device-set-apart.ts';
import { deviceTagCommand } from './device-tag.ts';

/** `baton device …`: devices and the agents on them. */
export function deviceCommand(): Command {
  const device = new Command('device').description('Devices and the agents on them');
  for (const command of [
    deviceListCommand,
    deviceTagCommand,
    deviceSetApartCommand,
    devicePutBackCommand,
    deviceEnrolTokenCommand,
    deviceCommandsCommand,
    deviceCancelCommand,
    deviceRetireCommand,
  ]) {
    device.addCommand(command());
  }
  return device;
}
