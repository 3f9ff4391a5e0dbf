import { putRecordBack, setRecordApart } from '@baton/contract/devices.ts';
import { Command } from 'commander';
import { asPerson } from '../server/session-client.ts';
import { idOfDevice } from './why.ts';

/** `baton device set-apart`: what a source calls a device is another one. */
export function deviceSetApartCommand(): Command {
  return recordCommand(
    'set-apart',
    'Undo a join: what a source calls this device is another one; a person says so',
  ).action(async (device: string, source: string, { reason }: { readonly reason: string }) => {
    const apart = await asPerson(async (call) =>
      call(setRecordApart, { params: { deviceId: await idOfDevice(call, device) }, body: { source, reason } }),
    );
    process.stdout.write(
      `What ${source} calls ${device} is a device of its own now, ${apart.name} (${apart.deviceId}). Both are judged anew.\n`,
    );
  });
}

/** `baton device put-back`: takes it back. */
export function devicePutBackCommand(): Command {
  return recordCommand('put-back', 'Put a record that people set apart back to its device; a person says so').action(
    async (device: string, source: string, { reason }: { readonly reason: string }) => {
      const joined = await asPerson(async (call) =>
        call(putRecordBack, { params: { deviceId: await idOfDevice(call, device) }, body: { source, reason } }),
      );
      process.stdout.write(`What ${source} said is of ${joined.name} again. It is judged anew.\n`);
    },
  );
}

function recordCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<device>', 'name or id of the device')
    .argument('<source>', 'name of the source, as the device page shows it')
    .requiredOption('--reason <words>', 'why; both teams see it in the log');
}
