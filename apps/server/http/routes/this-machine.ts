import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { enrolThisMachine, readThisMachine } from '@baton/contract/agent.ts';
import { createEnrolmentToken } from '@baton/services/enrol-device/enrolment-token.ts';
import { requirePermission } from '@baton/services/permissions.ts';
import { ServiceError } from '@baton/services/service-error.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** The machine that the server runs on as the first device. */
export function thisMachineRoutes({
  db,
  localAgent,
}: Pick<ServerContext, 'db' | 'localAgent'>): readonly ServedRoute[] {
  return [
    serve(readThisMachine, () => ({
      name: hostname(),
      possible: isPossible(),
      running: localAgent.running,
      privileged: process.getuid?.() === 0,
    })),
    serve(enrolThisMachine, async ({ actor }) => {
      requirePermission(actor, 'device.enrol');
      if (!isPossible()) {
        throw new ServiceError(
          'conflict',
          'There is no agent yet for the machine that Baton runs on: it needs Linux with dpkg.',
        );
      }
      const request = { note: 'this machine', hours: 1, uses: 1 };
      const { token } = await db.transaction().execute((trx) => createEnrolmentToken(trx, actor, request));
      await localAgent.enrol(token);
      return { started: true };
    }),
  ];
}

function isPossible(): boolean {
  return process.platform === 'linux' && existsSync('/var/lib/dpkg/status');
}
