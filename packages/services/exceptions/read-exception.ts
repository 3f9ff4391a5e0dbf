import type {
  CheckedControl,
  ExceptionDetail,
  ExceptionRound,
  ExceptionSignature,
} from '@baton/contract/exceptions.ts';
import { type Control, controlSentence } from '@baton/domain/exceptions/control.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findRemediationOfFix } from '@baton/store/evidence/remediation-of-fix.ts';
import {
  type AttestationRecord,
  type CheckRecord,
  readAttestations,
  readChecks,
} from '@baton/store/exceptions/checks.ts';
import { type CoveredDevice, readCovered, readOpenDevices } from '@baton/store/exceptions/excepted-devices.ts';
import { type RoundRecord, readRounds, readSignatures, type SignatureRecord } from '@baton/store/exceptions/rounds.ts';
import type { TeamActor } from '../actor.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { readTerms } from './exception-terms.ts';
import { goesOnFrom } from './goes-on-from.ts';
import { requireException } from './held-exception.ts';
import { knownUrgency } from './known-urgency.ts';
import { rowOfException } from './list-exceptions.ts';
import { offeredActs } from './offered-exception-acts.ts';
import { readTimeline } from './read-timeline.ts';

/** An exception as its page shows it, with what this caller may do. */
export async function readExceptionFor(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  exceptionId: string,
): Promise<ExceptionDetail> {
  const held = await requireException(db, exceptionId);
  const rounds = await readRounds(db, [exceptionId]);
  const signatures = await readSignatures(db, [exceptionId]);
  const covered = await readCovered(db, held.target, await readOpenDevices(db, exceptionId));
  const urgencyNow = await knownUrgency(db, context, held.target, covered);
  const checks = await readChecks(db, [exceptionId]);
  const attestations = await readAttestations(db, exceptionId);
  return {
    ...(await rowOfException(db, context, exceptionId)),
    controls: held.terms.controls.map((control, index) =>
      checkedControl(
        control,
        checks.filter((one) => one.control === index + 1 && one.round === held.current.round),
        attestations,
      ),
    ),
    rounds: rounds.map((round) => roundDto(round, held.record.round, signatures)),
    urgencyNow: { ...urgencyNow, kev: [...urgencyNow.kev], exposed: [...urgencyNow.exposed] },
    cells: cellsOf(covered),
    goesOnFrom: [...(await goesOnFrom(db, held.target, firstDevices(rounds), held.record.asked_at))],
    remediationId: held.target.kind === 'fix' ? await findRemediationOfFix(db, held.target.fix) : null,
    acts: await offeredActs(db, actor, held, signatures),
    timeline: await readTimeline(db, exceptionId),
  };
}

/** The devices that were named at the request. */
function firstDevices(rounds: readonly RoundRecord[]): readonly string[] {
  const first = rounds.find(({ round }) => round === 1);
  return first === undefined ? [] : readTerms(first).devices;
}

function checkedControl(
  control: Control,
  checks: readonly CheckRecord[],
  attestations: readonly AttestationRecord[],
): CheckedControl {
  const [newest, ...before] = checks;
  const word =
    control.kind === 'attestation' ? attestations.find(({ statement }) => statement === control.statement) : undefined;
  return {
    control,
    sentence: controlSentence(control),
    check:
      newest === undefined
        ? null
        : {
            holds: newest.holds,
            devices: newest.devices,
            holding: newest.holding,
            failing: [...newest.failing],
            since: newest.checked_at,
            lastAt: newest.last_at,
            checks: newest.checks,
          },
    before: before.map(({ holds, devices, holding, checked_at, last_at }) => ({
      holds,
      devices,
      holding,
      from: checked_at,
      to: last_at,
    })),
    attestation:
      word === undefined
        ? null
        : { person: word.person_name, at: word.attested_at, until: word.expires_at, note: word.note },
  };
}

function roundDto(record: RoundRecord, inForce: number | null, signatures: readonly SignatureRecord[]): ExceptionRound {
  return {
    round: record.round,
    hash: record.hash.toString('hex'),
    terms: readTerms(record),
    askedBy: record.asked_by_name,
    askedByTeam: record.asked_by_team,
    askedAt: record.asked_at,
    state:
      record.closed_as ?? (record.in_force_from === null ? 'waiting' : record.round === inForce ? 'in-force' : 'over'),
    closedBy: record.closed_by_name,
    closedBecause: record.closed_because,
    signatures: signatures.filter(({ round }) => round === record.round).map(signatureDto),
  };
}

function signatureDto({ team, person_id, person_name, proved_by, signed_at }: SignatureRecord): ExceptionSignature {
  return { team, personId: person_id, person: person_name, provedBy: proved_by, signedAt: signed_at };
}

function cellsOf(covered: readonly CoveredDevice[]): ExceptionDetail['cells'] {
  const cells = covered.flatMap((one) => one.cells);
  const count = (verdict: Verdict) =>
    cells.filter((cell) => cell.verdict === verdict).length +
    (verdict === 'proven' ? covered.reduce((sum, { proven }) => sum + proven, 0) : 0);
  return {
    disputed: count('disputed'),
    unproven: count('unproven'),
    open: count('open'),
    proven: count('proven'),
    excepted: count('excepted'),
  };
}
