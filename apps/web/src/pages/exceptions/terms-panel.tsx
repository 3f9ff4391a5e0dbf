import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import { REASON_WORDS } from '@baton/domain/exceptions/exception-reason.ts';
import { formatCounted, formatDay } from '@baton/presentation/formats.ts';
import { Panel } from '../../ui/panel.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { GoesOnWords } from './goes-on-words.tsx';
import { UrgencyWords } from './urgency-words.tsx';

/** What both teams sign: of the round that waits, else of the one that is or was in force. */
export function TermsPanel({ exception }: { readonly exception: ExceptionDetail }) {
  const { rounds, owner, renewals, urgencyNow, endedAt, goesOnFrom } = exception;
  const round =
    rounds.find(({ state }) => state === 'waiting') ?? rounds.find(({ state }) => state === 'in-force') ?? rounds[0];
  if (round === undefined) return null;
  const { terms } = round;
  return (
    <Panel
      title={round.state === 'waiting' && round.round > 1 ? 'What the renewal says' : 'What it says'}
      note={round.state === 'waiting' ? 'it holds when both teams have signed this' : undefined}
    >
      <dl className="facts panel-body">
        <dt>Why</dt>
        <dd>
          <b>{REASON_WORDS[terms.reason]}.</b> {terms.words}
        </dd>
        <dt>Risk that is left</dt>
        <dd>
          <b>{terms.risk.level}.</b> {terms.risk.words}
        </dd>
        <dt>On</dt>
        <dd>
          {formatCounted(terms.devices.length, 'device')}
          {terms.scope === null ? '' : `, those of ${terms.scope || 'the whole fleet'} when it was asked for`}
        </dd>
        <dt>Owner</dt>
        <dd className="row">
          <b>{terms.owner.name}</b> {terms.owner.personId === owner.personId ? <TeamChip owner={owner.team} /> : null}
        </dd>
        <dt>Time</dt>
        <dd>
          {formatDay(terms.from)} until <b>{formatDay(terms.until)}</b>, back to its owner on {formatDay(terms.revisit)}
          ; {renewals === 0 ? 'not renewed' : `renewed ${formatCounted(renewals, 'time')}`}
        </dd>
        {goesOnFrom.length === 0 ? null : (
          <>
            <dt>Asked for anew</dt>
            <dd>
              after <GoesOnWords from={goesOnFrom} />; within 90 days on the same devices that counts as a renewal
            </dd>
          </>
        )}
        <dt>Known when asked</dt>
        <dd>
          <UrgencyWords urgency={terms.urgency} />
        </dd>
        {endedAt === null ? (
          <>
            <dt>Known now</dt>
            <dd>
              <UrgencyWords urgency={urgencyNow} />
            </dd>
          </>
        ) : null}
        <dt>Reopens at once</dt>
        <dd className="quiet">
          when KEV lists a vulnerability of it, a device becomes reachable from the internet, the SSVC decision rises to
          attend or act, EPSS reaches {terms.epssThreshold}, or a control is not shown any more
        </dd>
      </dl>
    </Panel>
  );
}
