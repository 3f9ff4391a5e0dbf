import { enrolAgent } from '@baton/contract/agent.ts';
import { enrolmentText } from '@baton/contract/agent-signing.ts';
import type { InventoryNames } from '@baton/domain/inventory/inventory.ts';
import { AgentError } from '../agent-error.ts';
import type { AgentState } from './agent-state.ts';
import { generateDeviceKey, signText } from './device-key.ts';
import { answerOf } from './signed-channel.ts';

export interface Enrolment {
  readonly server: string;
  readonly token: string;
  readonly names: InventoryNames;
  readonly agentVersion: string;
}

/** Makes the device's key, registers its public half by a one-time token, and pins the server's command keys. */
export async function enrol({ server, token, names, agentVersion }: Enrolment): Promise<AgentState> {
  const key = generateDeviceKey();
  const proof = signText(key.privateKey, enrolmentText(token, key.publicKey));
  let response: Response;
  try {
    response = await fetch(new URL(enrolAgent.path, server), {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/json', 'x-baton': '1' },
      body: JSON.stringify({ token, publicKey: key.publicKey, proof, names, agentVersion }),
      signal: AbortSignal.timeout(30_000),
    });
  } catch (cause) {
    throw new AgentError(
      'server-unreachable',
      `${server} does not answer. Is the address right and the server up?`,
      cause,
    );
  }
  const { agentId, deviceId, commandKeys } = enrolAgent.response.parse(await answerOf(response, 'Enrolment'));
  return { server, agentId, deviceId, ...key, commandKeys, lastCommandSequence: 0 };
}
