import { randomUUID } from 'node:crypto';
import type { Confirmation } from '@baton/domain/reconciliation/confirmation.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { readFixNumbers } from '@baton/store/evidence/fixes.ts';
import { insertConfirmations, type NewConfirmation } from '@baton/store/rules/confirmations.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { queueChunks } from '../reconcile-devices/queue-chunks.ts';
import { ServiceError } from '../service-error.ts';
import { type AnswerTarget, cellsToAnswer } from './cells-to-answer.ts';
import { hasDeployedFix } from './has-deployed-fix.ts';
import { keptWith, type WaitingCell } from './waiting-cell.ts';

export interface AnswerToGive {
  readonly answer: Confirmation['answer'];
  readonly target: AnswerTarget;
  /** Why; a check that is upheld needs it. */
  readonly note: string;
  readonly expiresInDays: number;
}

export interface GivenAnswer {
  readonly actId: string;
  readonly cells: number;
  readonly devices: number;
}

/**
 * Answers positive proof for InfoSec: the scanner is wrong, or its check is right. About one cell, or about the cells that one
 * check has for one cause at this moment; a cell that comes later waits for an answer of its own. A person answers, and nobody
 * who deployed the fix. The devices are judged again.
 */
export async function giveAnswer(
  db: Database,
  actor: PersonActor,
  wish: AnswerToGive,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<GivenAnswer> {
  requirePermission(actor, 'confirmation.give');
  if (wish.answer === 'check-right' && wish.note === '') {
    throw new ServiceError('invalid', 'A check is upheld with the reason why it is right.', { where: 'body.note' });
  }
  return db.transaction().execute(async (trx) => {
    const act = new AnswerAct(actor, wish, now);
    for await (const cells of cellsToAnswer(db, trx, wish.target, now.epochMilliseconds)) await act.keep(trx, cells);
    return act.finish(trx);
  });
}

/** One act of answering while it is written down, slice by slice. */
class AnswerAct {
  readonly #actor: PersonActor;
  readonly #wish: AnswerToGive;
  readonly #actId = randomUUID();
  readonly #now: Temporal.Instant;
  readonly #asked = new Set<string>();
  readonly #devices = new Map<string, string>();
  #first: WaitingCell | null = null;
  #cells = 0;

  constructor(actor: PersonActor, wish: AnswerToGive, now: Temporal.Instant) {
    this.#actor = actor;
    this.#wish = wish;
    this.#now = now;
  }

  async keep(trx: DatabaseTransaction, cells: readonly WaitingCell[]): Promise<void> {
    const fixes = [...new Set(cells.map(({ judged }) => judged.cell.fixId))];
    for (const fix of fixes) await this.#refuseDeployer(trx, fix);
    const numbers = await readFixNumbers(trx, fixes);
    await insertConfirmations(
      trx,
      cells.map((cell) => this.#rowOf(cell, numbers.get(cell.judged.cell.fixId))),
    );
    for (const { judged } of cells) this.#devices.set(judged.cell.deviceId, judged.facts.device.name);
    this.#cells += cells.length;
    this.#first ??= cells[0] ?? null;
  }

  async finish(trx: DatabaseTransaction): Promise<GivenAnswer> {
    const first = this.#first;
    if (first === null) {
      throw new ServiceError('conflict', 'No cell of this check waits for an answer with this cause.', {
        where: 'body.target',
        hint: 'Look at the list of its cells: others may have answered, or the evidence has changed.',
      });
    }
    const { answer, target, expiresInDays } = this.#wish;
    const ofOne = 'deviceId' in target;
    await appendLog(trx, {
      actor: this.#actor,
      action: answer === 'scanner-wrong' ? 'confirmation.given' : 'confirmation.upheld',
      subject: {
        kind: ofOne ? 'cell' : 'check',
        id: this.#actId,
        name: ofOne
          ? `${first.judged.cell.fixId} on ${first.judged.facts.device.name}`
          : `${first.check.tool} ${first.check.id}`,
      },
      details: {
        check: `${first.check.tool} ${first.check.id}`,
        cause: first.rule.id,
        cells: this.#cells,
        devices: this.#devices.size,
        expiresInDays,
        ...(ofOne ? { proofKey: keptWith(first).proofKey } : {}),
      },
    });
    await queueChunks(trx, [...this.#devices.keys()], { reason: 'decision' });
    await publishEvent(trx, { topic: 'confirmation' });
    return { actId: this.#actId, cells: this.#cells, devices: this.#devices.size };
  }

  async #refuseDeployer(trx: DatabaseTransaction, fix: string): Promise<void> {
    if (this.#asked.has(fix)) return;
    this.#asked.add(fix);
    if (!(await hasDeployedFix(trx, this.#actor, fix))) return;
    throw new ServiceError(
      'deployer-cannot-verify',
      `${this.#actor.name} deployed ${fix} and therefore cannot answer for its evidence.`,
      { hint: 'Somebody else of InfoSec answers.' },
    );
  }

  #rowOf(cell: WaitingCell, fixId: number | undefined): NewConfirmation {
    const { judged, rule, check } = cell;
    if (fixId === undefined) throw new Error(`The fix ${judged.cell.fixId} has no number.`);
    const { proof, proofKey, evidence } = keptWith(cell);
    return {
      confirmation_id: randomUUID(),
      act_id: this.#actId,
      device_id: judged.cell.deviceId,
      fix_id: fixId,
      answer: this.#wish.answer,
      cause: rule.id,
      rule_version: rule.version,
      check_tool: check.tool,
      check_id: check.id,
      check_name: check.name,
      proof,
      proof_key: proofKey,
      evidence: JSON.stringify(evidence),
      note: this.#wish.note,
      given_by: this.#actor.personId,
      given_by_name: this.#actor.name,
      given_at: this.#now.toString(),
      expires_at: this.#now.add({ hours: 24 * this.#wish.expiresInDays }).toString(),
      ended_at: null,
      ended_as: null,
      ended_by_name: null,
    };
  }
}
