import * as contract from '@baton/contract/agent.ts';
import { CommandWatch } from '@baton/services/command-device/command-watch.ts';
import { keepCommandResult, letCommandBegin, takeCommandBack } from '@baton/services/command-device/follow-command.ts';
import { type Enrolled, enrolDevice, withdrawAgent } from '@baton/services/enrol-device/enrol-device.ts';
import { createEnrolmentToken } from '@baton/services/enrol-device/enrolment-token.ts';
import { requirePermission } from '@baton/services/permissions.ts';
import { InventoryIntake } from '@baton/services/receive-inventory/inventory-intake.ts';
import { ServiceError } from '@baton/services/service-error.ts';
import { handOutCommands } from '@baton/store/agents/commands.ts';
import { listAgents } from '@baton/store/agents/enrolments.ts';
import { readCommands } from '@baton/store/agents/read-commands.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerContext } from '../../server-context.ts';
import { agentCallOf, refusal } from '../agent-edge.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** An agent that was held back comes again soon; one that was not comes at this pace. */
const CHECK_IN_SECONDS = 30;
const AFTER_WAIT_SECONDS = 2;

type Context = Pick<ServerContext, 'db'>;

/** What agents ask; access `agent` (see agent-edge.ts) but for enrolling itself. */
export function agentRoutes({ db }: Context): readonly ServedRoute[] {
  const intake = new InventoryIntake(db);
  const watch = new CommandWatch(db);

  /** Counts the request, so that it cannot be sent again. */
  const counted = async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
    const { agentId, sequence } = agentCallOf(request);
    const outcome = await intake.count(agentId, sequence);
    if ('authentic' in outcome) throw refusal(outcome, reply, await intake.lastSequence(agentId));
    return agentId;
  };

  return [
    serve(contract.enrolAgent, async ({ body }) => {
      const enrolled = await db.transaction().execute((trx) => enrolDevice(trx, body));
      if (!enrolled.enrolled) throw notEnrolled(enrolled);
      const { agentId, deviceId, commandKeys } = enrolled;
      return { agentId, deviceId, commandKeys: [...commandKeys], checkInSeconds: CHECK_IN_SECONDS };
    }),
    serve(contract.checkIn, async ({ body, request, reply, signal }) => {
      const { agentId, sequence } = agentCallOf(request);
      const { agentVersion, hashes, sections, waitSeconds } = body;
      const taken = await intake.report({ agentId, sequence, agentVersion, hashes, sections });
      if ('authentic' in taken) throw refusal(taken, reply, await intake.lastSequence(agentId));
      if ('unreadable' in taken) throw new ServiceError('invalid', taken.unreadable, { where: 'body.sections' });
      if (!taken.taken) return { need: [...taken.need], commands: [], nextCheckInSeconds: 1 };
      if (!taken.commandsWaiting && waitSeconds > 0) await watch.wait(agentId, waitSeconds, signal);
      const ask = (taken.commandsWaiting || waitSeconds > 0) && !signal.aborted;
      const commands = ask ? await handOutCommands(db, agentId, Temporal.Now.instant().toString()) : [];
      return { need: [], commands, nextCheckInSeconds: waitSeconds > 0 ? AFTER_WAIT_SECONDS : CHECK_IN_SECONDS };
    }),
    serve(contract.beginCommand, async ({ params: { commandId }, actor: device, request, reply }) => {
      const agentId = await counted(request, reply);
      return db.transaction().execute((trx) => letCommandBegin(trx, { device, agentId, commandId }));
    }),
    serve(contract.endCommand, async ({ params: { commandId }, body: result, actor: device, request, reply }) => {
      const agentId = await counted(request, reply);
      return db.transaction().execute((trx) => keepCommandResult(trx, { device, agentId, commandId, result }));
    }),
  ];
}

/** What people and keys do about agents. */
export function agentAdministrationRoutes({ db }: Context): readonly ServedRoute[] {
  return [
    serve(contract.createEnrolmentToken, ({ actor, body }) => {
      requirePermission(actor, 'device.enrol');
      return db.transaction().execute((trx) => createEnrolmentToken(trx, actor, body));
    }),
    serve(contract.listAgents, async ({ query: { search, page, pageSize } }) => {
      const { rows, total } = await listAgents(db, { search, page, pageSize });
      return {
        total,
        rows: rows.map((row) => ({
          agentId: row.agent_id,
          deviceId: row.device_id,
          name: row.name,
          agentVersion: row.agent_version,
          enrolledAt: row.enrolled_at,
          lastSeenAt: row.last_seen_at,
          retiredAt: row.retired_at,
        })),
      };
    }),
    serve(contract.retireAgent, async ({ actor, params: { agentId } }) => {
      requirePermission(actor, 'device.retire');
      const retired = await db.transaction().execute((trx) => withdrawAgent(trx, actor, agentId));
      if (!retired)
        throw new ServiceError('not-found', 'There is no active agent of this id.', { where: 'params.agentId' });
      return { retired };
    }),
    serve(contract.listDeviceCommands, async ({ params: { deviceId }, query: { page, pageSize } }) => {
      const { rows, total } = await readCommands(db, { deviceId }, { limit: pageSize, offset: (page - 1) * pageSize });
      return { total, rows: rows.map((row) => ({ ...row, createdBy: row.createdBy.name })) };
    }),
    serve(contract.cancelCommand, async ({ actor, params: { commandId } }) => {
      requirePermission(actor, 'device.command');
      const outcome = await db.transaction().execute((trx) => takeCommandBack(trx, actor, commandId));
      if (outcome === null)
        throw new ServiceError('not-found', 'There is no command of this id.', { where: 'params.commandId' });
      return outcome;
    }),
  ];
}

function notEnrolled({ why }: Extract<Enrolled, { enrolled: false }>): ServiceError {
  return why === 'token'
    ? new ServiceError('link-unusable', 'The enrolment token is not known, used up, or expired.', {
        where: 'body.token',
        hint: 'Ask IT for a new one: Devices, Enrol a device.',
      })
    : new ServiceError('invalid', 'The proof does not belong to the key that is to be registered.', {
        where: 'body.proof',
      });
}
