import { connectionSettings } from '@baton/contract/connections.ts';
import type { TrackPhase } from '@baton/domain/connections/track-phase.ts';
import type { ConnectionRecord } from '@baton/store/connections/connections.ts';
import { secretOf } from '../connections/connection-secret.ts';
import type { AllowedHosts } from '../guarded-fetch/address-guard.ts';
import { jiraTracker } from './jira/jira-tracker.ts';
import { servicenowTracker } from './servicenow/servicenow-tracker.ts';
import type { Tracker } from './tracker.ts';

export interface OpenTracker {
  readonly tracker: Tracker;
  /** The state over there for each phase; null leaves it as it is. */
  readonly states: Readonly<Record<TrackPhase, string | null>>;
}

/** The tool behind a connection. */
export function trackerOf(connection: ConnectionRecord, allowPrivateHosts: AllowedHosts): OpenTracker {
  const settings = connectionSettings.parse(connection.settings);
  const place = { secret: secretOf(connection) ?? '', allowPrivateHosts };
  switch (settings.kind) {
    case 'jira':
      return { tracker: jiraTracker(settings, place), states: settings.states };
    case 'servicenow':
      return { tracker: servicenowTracker(settings, place), states: settings.states };
    default:
      throw new Error(`${settings.kind} has no issues.`);
  }
}
