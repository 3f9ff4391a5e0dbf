import { type BatonDto, getBaton } from '@baton/contract/baton.ts';
import { formatCount, formatCounted, formatDuration, secondsBetween } from '@baton/presentation/formats.ts';
import { useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Swatch, TeamChip, teamName } from '../../ui/team-chip.tsx';
import { useNow } from '../../ui/use-now.ts';
import { urls } from '../../urls.ts';
import { useWholeFleetNote } from './whole-fleet-note.ts';

/** Who holds the baton: both teams with their oldest, the legs, and what waits for me. */
export function HolderPanel() {
  const baton = useRead(getBaton);
  return (
    <Panel
      title="Who holds the baton"
      note={useWholeFleetNote()}
      aside={<span className="faint small">{formatCount(baton.data?.open ?? 0)} open</span>}
    >
      <Loaded query={baton}>{(data) => <Holders baton={data} />}</Loaded>
    </Panel>
  );
}

function Holders({ baton }: { readonly baton: BatonDto }) {
  const now = useNow();
  const most = Math.max(1, ...baton.legs.map((leg) => leg.remediations));
  const waiting = baton.yours.reduce((sum, leg) => sum + leg.remediations, 0);
  return (
    <>
      <div className="holders">
        {(['it', 'infosec'] as const).map((team) => {
          const held = baton.teams.find((each) => each.team === team);
          return (
            <div key={team} className={`holder ${team}`}>
              <TeamChip owner={team} />
              <PageLink className="figure middle" to={urls.remediations({ holder: team })}>
                {formatCount(held?.remediations ?? 0)}
              </PageLink>
              {held?.oldest ? (
                <>
                  <div className="small quiet">oldest {formatDuration(secondsBetween(held.oldest.heldSince, now))}</div>
                  <PageLink className="small faint" to={urls.remediation(held.oldest.remediationId)}>
                    {held.oldest.fix}
                  </PageLink>
                </>
              ) : (
                <div className="small faint">holds nothing</div>
              )}
            </div>
          );
        })}
      </div>
      <dl className="legs">
        {baton.legs.map((leg) => (
          <div key={leg.leg}>
            <dt>
              <PageLink to={urls.remediations({ place: leg.leg })}>{leg.leg}</PageLink>
            </dt>
            <dd className="leg-bar" aria-hidden="true">
              <span style={{ width: `${(leg.remediations * 100) / most}%` }}>
                <Swatch owner={leg.team} />
              </span>
            </dd>
            <dd className="number">{formatCount(leg.remediations)}</dd>
          </div>
        ))}
      </dl>
      <p className="small quiet waiting">
        {waiting === 0 ? (
          <NoneCarried baton={baton} />
        ) : (
          <>
            <PageLink to={urls.remediations({ mine: 'true' })}>
              <b>{formatCounted(waiting, 'waits', 'wait')} for you:</b>
            </PageLink>{' '}
            {baton.yours.map((leg) => `${formatCount(leg.remediations)} in ${leg.leg}`).join(', ')}
          </>
        )}
        {baton.rejected === 0 ? null : ` ${formatCount(baton.rejected)} rejected, InfoSec answers.`}
      </p>
    </>
  );
}

/** What was given to nobody waits for the team all the same. */
function NoneCarried({ baton }: { readonly baton: BatonDto }) {
  const { team } = useMe();
  const held = baton.teams.find((each) => each.team === team)?.remediations ?? 0;
  if (held === 0) return `Nothing waits for ${teamName(team)}.`;
  return (
    <PageLink to={urls.remediations({ holder: team })}>
      You carry none of {held === 1 ? 'the one' : formatCount(held)} that {teamName(team)} holds.
    </PageLink>
  );
}
