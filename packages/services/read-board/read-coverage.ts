import type { Coverage } from '@baton/contract/board.ts';
import type { Scope } from '@baton/domain/scope/scope.ts';
import {
  LAST_LOOKS,
  type LastLook,
  type LooksOfSource,
  readLooksOfSources,
  readLooksOfTeams,
} from '@baton/store/board/coverage.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { viewOf } from './asked-view.ts';
import { figuresOf } from './board-figures.ts';
import { computedOnce } from './computed-once.ts';

/** Who has not looked, and since when: as of now, because of old looks only the newest are kept. To the minute. */
export async function readCoverage(db: Database, scope: Scope = []): Promise<Coverage> {
  const now = Temporal.Now.instant().round({ smallestUnit: 'minute', roundingMode: 'floor' }).toString();
  const { teams, sources } = await computedOnce(db, `coverage ${now}`, { scope, at: null }, async (trx) => ({
    teams: await readLooksOfTeams(trx, scope, now),
    sources: await readLooksOfSources(trx, scope, now),
  }));
  const { states } = await figuresOf(db, viewOf({ scope }));
  const unproven = states.filter(({ state }) => state.verdict === 'unproven');
  const ofTeam = (team: 'it' | 'infosec') => teams.filter((row) => row.team === team);
  return {
    asOf: now,
    devices: sum(ofTeam('it')),
    teams: (['it', 'infosec'] as const).map((team) => ({
      team,
      looks: looksOf(ofTeam(team)),
      unprovenCells: unproven
        .filter(({ state }) => state.owner === team || state.owner === 'both')
        .reduce((cells, count) => cells + count.cells, 0),
    })),
    sources: [...Map.groupBy(sources, ({ sourceId }) => sourceId).values()].flatMap(sourceOf),
  };
}

function sourceOf(rows: readonly LooksOfSource[]): Coverage['sources'] {
  const [first] = rows;
  if (first === undefined) return [];
  const { sourceId, name, team, staleAfterHours } = first;
  const stale = rows.reduce((devices, row) => devices + row.stale, 0);
  return [{ sourceId, name, team, staleAfterHours, devices: sum(rows), stale, looks: looksOf(rows) }];
}

interface Looks {
  readonly lastLook: LastLook;
  readonly devices: number;
}

function looksOf(rows: readonly Looks[]) {
  return LAST_LOOKS.map((lastLook) => ({ lastLook, devices: sum(rows.filter((row) => row.lastLook === lastLook)) }));
}

function sum(rows: readonly Looks[]): number {
  return rows.reduce((devices, row) => devices + row.devices, 0);
}
