import type { DeadlineBreach } from '@baton/contract/service-levels.ts';
import { formatDuration } from '@baton/presentation/formats.ts';
import { Tooltip } from '@mantine/core';
import { Swatch, TeamChip, teamName } from '../../ui/team-chip.tsx';

/** The minutes of a breach to scale, leg after leg; each leg in the sign of the team that held the baton. */
export function SpentBar({ breach: { attribution } }: { readonly breach: DeadlineBreach }) {
  const { legs, pausedMinutes } = attribution;
  const words = [
    ...legs
      .filter(({ minutes }) => minutes > 0)
      .map(({ leg, team, minutes }) => `${leg} (${teamName(team)}) ${formatDuration(minutes * 60)}`),
    ...(pausedMinutes > 0 ? [`paused ${formatDuration(pausedMinutes * 60)}`] : []),
  ].join(', ');
  return (
    <Tooltip label={words} multiline w={280}>
      <div className="spent" role="img" aria-label={words}>
        {legs.map(({ leg, team, minutes }) =>
          minutes === 0 ? null : (
            <span key={leg} style={{ flexGrow: minutes }}>
              <Swatch owner={team} />
            </span>
          ),
        )}
        {pausedMinutes === 0 ? null : <span className="paused" style={{ flexGrow: pausedMinutes }} />}
      </div>
    </Tooltip>
  );
}

/** The leg that spent the most, and for how long. */
export function SpentWords({ breach: { attribution } }: { readonly breach: DeadlineBreach }) {
  const longest = attribution.legs.find(({ leg }) => leg === attribution.longest);
  if (!longest) return <span className="faint">–</span>;
  return (
    <span className="row">
      <TeamChip owner={longest.team}>{longest.leg}</TeamChip>
      <span className="one-line">{formatDuration(longest.minutes * 60)}</span>
    </span>
  );
}
