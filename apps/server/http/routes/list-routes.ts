import type { ServerContext } from '../../server-context.ts';
import type { ServedRoute } from '../serve.ts';
import { agentAdministrationRoutes, agentRoutes } from './agent.ts';
import { auditRoutes } from './audit.ts';
import { boardRoutes } from './board.ts';
import { calendarRoutes } from './calendar.ts';
import { cellsRoutes } from './cells.ts';
import { charterRoutes } from './charter.ts';
import { confirmationsRoutes } from './confirmations.ts';
import { connectionsRoutes } from './connections.ts';
import { cyclesRoutes } from './cycles.ts';
import { devicesRoutes } from './devices.ts';
import { disagreementsRoutes } from './disagreements.ts';
import { dutiesRoutes } from './duties.ts';
import { eventsRoutes } from './events.ts';
import { exceptionsRoutes } from './exceptions.ts';
import { healthRoutes } from './health.ts';
import { importsRoutes } from './imports.ts';
import { knowledgeRoutes } from './knowledge.ts';
import { leadershipRoutes } from './leadership.ts';
import { logRoutes } from './log.ts';
import { maintenanceWindowsRoutes } from './maintenance-windows.ts';
import { notificationsRoutes } from './notifications.ts';
import { passkeysRoutes } from './passkeys.ts';
import { pausesRoutes } from './pauses.ts';
import { peopleRoutes } from './people.ts';
import { remediationActsRoutes } from './remediation-acts.ts';
import { remediationsRoutes } from './remediations.ts';
import { remediationsInBulkRoutes } from './remediations-in-bulk.ts';
import { rulesRoutes } from './rules.ts';
import { scopesRoutes } from './scopes.ts';
import { serviceLevelsRoutes } from './service-levels.ts';
import { sessionRoutes } from './session.ts';
import { thisMachineRoutes } from './this-machine.ts';
import { tracksRoutes } from './tracks.ts';
import { workRoutes } from './work.ts';

/** Every area of the API. */
const AREAS = [
  healthRoutes,
  sessionRoutes,
  passkeysRoutes,
  peopleRoutes,
  boardRoutes,
  cellsRoutes,
  confirmationsRoutes,
  rulesRoutes,
  disagreementsRoutes,
  remediationsRoutes,
  exceptionsRoutes,
  remediationActsRoutes,
  remediationsInBulkRoutes,
  charterRoutes,
  dutiesRoutes,
  serviceLevelsRoutes,
  pausesRoutes,
  maintenanceWindowsRoutes,
  notificationsRoutes,
  devicesRoutes,
  scopesRoutes,
  importsRoutes,
  knowledgeRoutes,
  agentRoutes,
  agentAdministrationRoutes,
  thisMachineRoutes,
  workRoutes,
  eventsRoutes,
  logRoutes,
  auditRoutes,
  leadershipRoutes,
  cyclesRoutes,
  connectionsRoutes,
  tracksRoutes,
  calendarRoutes,
];

export function listRoutes(context: ServerContext): readonly ServedRoute[] {
  return AREAS.flatMap((area) => area(context));
}
