import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import { decideSignature } from '@baton/domain/exceptions/decide-signature.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { SignatureRecord } from '@baton/store/exceptions/rounds.ts';
import type { TeamActor } from '../actor.ts';
import { isPermitted, type Permission, refusalOf } from '../permissions.ts';
import { doerOf } from '../relay/relay-context.ts';
import { deployersOf } from './deployers-of.ts';
import { readTerms } from './exception-terms.ts';
import type { HeldException } from './held-exception.ts';

type Acts = ExceptionDetail['acts'];
type Offered = Acts['sign'];

/** What this caller may do with an exception now, and of each other act why not. */
export async function offeredActs(
  db: Database,
  actor: TeamActor,
  held: HeldException,
  signatures: readonly SignatureRecord[],
): Promise<Acts> {
  const { record, waiting } = held;
  const nothingWaits = waiting === null ? 'Nothing waits for signatures.' : null;
  const notInForce = record.state === 'in-force' ? null : 'It is not in force.';
  const may = (permission: Permission, team?: 'it' | 'infosec') =>
    isPermitted(actor, permission, team) ? null : refusalOf(actor, permission, team);
  return {
    sign: offer(nothingWaits, may('exception.sign', actor.team), await whyNotSign(db, actor, held, signatures)),
    decline: offer(nothingWaits, may('exception.decide')),
    withdraw: offer(nothingWaits, may('exception.withdraw', waiting?.asked_by_team)),
    renew: offer(
      notInForce,
      waiting === null ? null : 'A renewal waits for signatures already.',
      may('exception.request'),
    ),
    end: offer(notInForce, may('exception.decide')),
    handBack: offer(notInForce, may('exception.decide')),
    attest: offer(whyNotAttest(actor, held), may('exception.attest')),
  };
}

function offer(...whys: readonly (string | null)[]): Offered {
  return { why: whys.find((why) => why !== null) ?? null };
}

async function whyNotSign(
  db: Database,
  actor: TeamActor,
  { waiting, target }: HeldException,
  signatures: readonly SignatureRecord[],
): Promise<string | null> {
  if (waiting === null) return null;
  const given = signatures
    .filter(({ round }) => round === waiting.round)
    .map(({ team, person_id, person_name }) => ({ team, personId: person_id, person: person_name }));
  const decision = decideSignature(await doerOf(db, actor), given, await deployersOf(db, target));
  return decision.allowed ? null : decision.why;
}

function whyNotAttest(actor: TeamActor, { record, terms, waiting }: HeldException): string | null {
  if (record.ended_at !== null) return 'It has ended.';
  const asked = waiting === null ? terms : readTerms(waiting);
  if (!asked.controls.some(({ kind }) => kind === 'attestation')) return 'None of its controls is attested.';
  return actor.kind === 'person' && actor.personId === asked.owner.personId
    ? null
    : `${asked.owner.name} owns it and attests its controls.`;
}
