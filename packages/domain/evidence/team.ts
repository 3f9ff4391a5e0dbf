/** The two teams of the relay. IT owns execution, InfoSec owns validation. */
export type Team = 'it' | 'infosec';

/** In the order in which they are shown. */
export const TEAMS: readonly Team[] = ['it', 'infosec'];

/** Who moves next: a team, both together, or nobody because there is nothing to do but to record it. */
export type Owner = Team | 'both' | 'none';
