/** What a connection leads to. */
export const CONNECTION_KINDS = ['webhook', 'slack', 'teams', 'email', 'jira', 'servicenow'] as const;
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/** How each is called on screens. */
export const KIND_NAMES: Readonly<Record<ConnectionKind, string>> = {
  webhook: 'Webhook',
  slack: 'Slack',
  teams: 'Microsoft Teams',
  email: 'E-mail',
  jira: 'Jira',
  servicenow: 'ServiceNow',
};

/** Those in which a remediation has an issue or incident of its own, with words both ways. */
export const TRACKER_KINDS = ['jira', 'servicenow'] as const satisfies readonly ConnectionKind[];
export type TrackerKind = (typeof TRACKER_KINDS)[number];

export function isTracker(kind: ConnectionKind): kind is TrackerKind {
  return TRACKER_KINDS.some((one) => one === kind);
}
