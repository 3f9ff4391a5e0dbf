import type { ExceptionRow } from '@baton/contract/exceptions.ts';
import { STATE_WORDS } from '@baton/domain/exceptions/exception-state.ts';
import { formatDay } from '@baton/presentation/formats.ts';
import { TeamChip } from '../../ui/team-chip.tsx';
import './exceptions.css';

type Shown = Pick<ExceptionRow, 'state' | 'waiting' | 'endsAt' | 'failingControls'>;

/** Where an exception stands, in words, with the teams whose signature is missing. */
export function StateChip({ exception }: { readonly exception: Shown }) {
  const { state, waiting, endsAt } = exception;
  const missing = (['it', 'infosec'] as const).filter((team) => waiting !== null && !waiting.signedBy.includes(team));
  return (
    <span className="row wrap exception-state">
      <span className={state === 'asked' || state === 'in-force' ? '' : 'quiet'}>
        {waiting !== null && state === 'asked' ? 'waits for' : STATE_WORDS[state]}
        {state === 'in-force' && endsAt !== null ? ` until ${formatDay(endsAt)}` : ''}
        {waiting !== null && state === 'in-force' ? ', renewal waits for' : ''}
      </span>
      {missing.map((team) => (
        <TeamChip key={team} owner={team} />
      ))}
    </span>
  );
}
