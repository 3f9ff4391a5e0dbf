import type { ExceptionDetail, ExceptionRound } from '@baton/contract/exceptions.ts';
import { formatDay } from '@baton/presentation/formats.ts';
import { Panel } from '../../ui/panel.tsx';
import { Signatures } from '../../ui/signatures.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';

const STATES: Readonly<Record<ExceptionRound['state'], string>> = {
  waiting: 'waits for signatures',
  'in-force': 'signed by both',
  over: 'signed by both, renewed since',
  declined: 'declined',
  withdrawn: 'taken back',
  lapsed: 'lapsed with the exception',
};

/** The request and each renewal, with who signed it. */
export function RoundsPanel({ exception }: { readonly exception: ExceptionDetail }) {
  return (
    <Panel title="Signatures" note="of the request and each renewal">
      <ol className="exception-rounds">
        {exception.rounds.map((round) => (
          <li key={round.round}>
            <p className="small">
              <b>{round.round === 1 ? 'Request' : `Renewal ${round.round - 1}`}</b>, {STATES[round.state]}
              {round.closedBy === null ? '' : ` by ${round.closedBy}: ${round.closedBecause ?? ''}`}
            </p>
            <p className="small quiet row wrap">
              asked by {round.askedBy} <TeamChip owner={round.askedByTeam} /> until {formatDay(round.terms.until)}
            </p>
            <Signatures signatures={round.signatures} />
            <p className="faint note">
              SHA-256 <span className="machine exception-hash">{round.hash}</span>
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
