import { signExceptions } from '@baton/contract/exception-acts.ts';
import { type ExceptionDetail, getException, listExceptions } from '@baton/contract/exceptions.ts';
import { formatCounted, formatDay } from '@baton/presentation/formats.ts';
import { useQueries } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { keyOf, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SignForm } from '../../ui/sign-form.tsx';
import { EmptyState, ErrorPanel, Loading } from '../../ui/states.tsx';
import { teamName } from '../../ui/team-chip.tsx';
import { Unbroken } from '../../ui/unbroken.tsx';
import { urls } from '../../urls.ts';
import { refreshExceptions } from './refresh-exceptions.ts';

/** One act signs at most so many. */
const MOST = 100;

/** What waits for a signature of the viewer's team, each as it is signed: read it here, sign all of it with one proof of who it is. */
export function SignTogether() {
  const me = useMe();
  const listed = useRead(listExceptions, { query: { view: 'waiting', unsigned: 'true', pageSize: MOST } });
  const details = useQueries({
    queries: (listed.data?.rows ?? []).map(({ exceptionId }) => ({
      queryKey: keyOf(getException.path, { exceptionId }, null),
      queryFn: () => call(getException, { params: { exceptionId } }),
    })),
  });
  const waiting = details.flatMap(({ data }) => (data === undefined ? [] : toSign(data)));
  const failed = listed.error ?? details.find(({ error }) => error !== null)?.error ?? null;
  const mine = waiting.filter(({ why }) => why === null);
  return (
    <Panel title={`Waits for ${teamName(me.team)}’s signature`} note="what is signed is what stands here">
      {failed !== null ? (
        <ErrorPanel error={failed} />
      ) : listed.isPending || details.some(({ isPending }) => isPending) ? (
        <Loading rows={4} />
      ) : waiting.length === 0 ? (
        <EmptyState title={`Nothing waits for ${teamName(me.team)}.`} />
      ) : (
        <ul className="exception-due">
          {waiting.map(({ exceptionId, name, what, terms, why, isRenewal }) => (
            <li key={exceptionId} data-row>
              <p className="row wrap">
                <PageLink className="link" to={urls.exception(exceptionId)}>
                  <b>
                    <Unbroken>{name}</Unbroken>
                  </b>
                </PageLink>
                <span>{what}</span>
                <span className="faint">
                  {isRenewal ? 'renewal, ' : ''}
                  {formatCounted(terms.devices.length, 'device')} until {formatDay(terms.until)}, owner{' '}
                  {terms.owner.name}
                </span>
              </p>
              <p className="small quiet">
                {terms.words}
                {why === null ? '' : ` (${why})`}
              </p>
            </li>
          ))}
        </ul>
      )}
      {mine.length === 0 ? null : (
        <div className="panel-body">
          <SignForm
            hashes={mine.map(({ hash }) => hash)}
            signed={[]}
            why={null}
            action={`Sign ${mine.length} for ${teamName(me.team)}`}
            onSign={async (proof) => {
              const exceptions = mine.map(({ exceptionId, round, hash }) => ({ exceptionId, round, hash }));
              await call(signExceptions, { body: { exceptions, proof } });
              await refreshExceptions();
            }}
          />
        </div>
      )}
    </Panel>
  );
}

function toSign({ exceptionId, name, what, rounds, acts }: ExceptionDetail) {
  const round = rounds.find(({ state }) => state === 'waiting');
  if (round === undefined) return [];
  const { terms, hash } = round;
  return [{ exceptionId, name, what, terms, hash, round: round.round, isRenewal: round.round > 1, why: acts.sign.why }];
}
