import {
  listVerificationRequests,
  requestVerification,
  type VerificationRequest,
} from '@baton/contract/verification-requests.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson } from '../terminal/print-table.ts';
import { findRemediation } from './find-remediation.ts';

interface Flags {
  readonly ask?: boolean;
  readonly note?: string;
  readonly json?: boolean;
}

/** `baton remediation verify`: what InfoSec's scanner is to look at again. */
export function remediationVerifyCommand(): Command {
  return new Command('verify')
    .description('Print the devices and checks that InfoSec is asked to look at again')
    .argument('<fix>', 'the fix ("KB5044273") or the id of the remediation')
    .option('--ask', 'ask anew, with the devices that are not proven now')
    .option('--note <words>', 'kept with the request')
    .option('--json', 'print what the API says')
    .action(async (fix: string, { ask, note, json }: Flags) => {
      const call = await connect();
      const { id, version } = await findRemediation(call, fix);
      const params = { remediationId: id };
      const request =
        ask === true
          ? await call(requestVerification, { params, body: { version, ...(note === undefined ? {} : { note }) } })
          : (await call(listVerificationRequests, { params })).rows[0];
      if (request === undefined)
        process.stdout.write('InfoSec has not been asked to look at anything yet: use --ask.\n');
      else if (json === true) printJson(request);
      else process.stdout.write(`${lines(request).join('\n')}\n`);
    });
}

function lines({ devices, checks, answered, by, at }: VerificationRequest): readonly string[] {
  return [
    `Asked by ${by.name} on ${at.slice(0, 16).replace('T', ' ')}; ${answered} of ${devices.length} proven by now.`,
    `Checks: ${checks.map(({ id }) => id).join(', ')}`,
    ...devices.filter(({ verdict }) => verdict !== 'proven').map(({ device }) => device),
  ];
}
