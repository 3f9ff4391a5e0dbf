import type { Client } from '@baton/contract/client.ts';
import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { asPerson } from '../server/session-client.ts';
import { findRemediation } from './find-remediation.ts';
import { teamName } from './remediation-list.ts';

/** Where the baton is after an act. */
interface Placed {
  readonly place: RemediationDetail['place'];
  readonly holder: 'it' | 'infosec';
}

/** Does an act on a remediation as a person who signs in for it, and says where the baton is then. */
export async function actOnRemediation<Done extends Placed>(
  fix: string,
  act: (call: Client, remediation: RemediationDetail) => Promise<Done>,
): Promise<Done> {
  const done = await asPerson(async (call) => act(call, await findRemediation(call, fix)));
  process.stdout.write(placeSentence(done));
  return done;
}

export function placeSentence({ place, holder }: Placed): string {
  return place === 'closed' ? 'It is closed.\n' : `${teamName(holder)} holds the baton in ${place}.\n`;
}
