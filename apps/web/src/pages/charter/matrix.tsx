import { type Charter, type Duty, partiesOf, teamOfParty } from '@baton/domain/charter/charter.ts';
import { isStandingParty } from '@baton/domain/charter/party.ts';
import { RESPONSIBILITIES, type Responsibility } from '@baton/domain/charter/responsibility.ts';
import { type Warning, warningsOf } from '@baton/domain/charter/warnings.ts';
import { nameOfParty, RESPONSIBILITY_WORDS } from '@baton/domain/charter/words.ts';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { DutyCell } from './duty-cell.tsx';
import { dutyAfter, type Place, placeAfter } from './matrix-keys.ts';

interface MatrixProps {
  readonly charter: Charter;
  /** What it is compared with: cells that differ are marked. */
  readonly before?: Charter | undefined;
  /** Given: the cells can be written. */
  readonly onChange?: ((responsibility: Responsibility, party: string, duty: Duty | null) => void) | undefined;
  readonly onRemove?: ((email: string) => void) | undefined;
}

/** Responsibilities × parties, what is likely not meant beside its row. With `onChange` a grid that is written by keyboard. */
export function Matrix({ charter, before, onChange, onRemove }: MatrixProps) {
  const parties = partiesOf(charter);
  const warnings = warningsOf(charter);
  // While it is written the column stays, so that nothing moves under the hand.
  const aside = onChange !== undefined || warnings.length > 0;
  const grid = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const onKey = (event: KeyboardEvent, place: Place, now: Duty | null): void => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const to = placeAfter(event.key, place, { rows: RESPONSIBILITIES.length, columns: parties.length });
    const duty = onChange ? dutyAfter(event.key, now) : undefined;
    if (to === null && duty === undefined) return;
    // The page's own keys (g, j, k) are not for whoever writes here.
    event.preventDefault();
    event.stopPropagation();
    const [responsibility, party] = [RESPONSIBILITIES[place.row], parties[place.column]];
    if (duty !== undefined && responsibility && party) onChange?.(responsibility, party, duty);
    if (to === null) return;
    setAt(to);
    grid.current?.querySelector<HTMLElement>(`[data-at="${to.row} ${to.column}"]`)?.focus();
  };
  return (
    <div className="table-scroll">
      <table className="matrix" ref={grid} role={onChange ? 'grid' : undefined} aria-label="Responsibilities">
        <MatrixHead
          charter={charter}
          parties={parties}
          aside={aside ? (warnings.length === 0 ? 'Look again: nothing' : 'Look again') : null}
          onRemove={onRemove}
        />
        <tbody>
          {RESPONSIBILITIES.map((responsibility, row) => (
            <tr key={responsibility}>
              <th scope="row">
                <b>{RESPONSIBILITY_WORDS[responsibility].name}</b>
                <small>{RESPONSIBILITY_WORDS[responsibility].means}</small>
              </th>
              {parties.map((party, column) => {
                const duty = charter.responsibilities[responsibility][party] ?? null;
                return (
                  <DutyCell
                    key={party}
                    duty={duty}
                    label={`${RESPONSIBILITY_WORDS[responsibility].name}, ${nameOfParty(charter, party)}`}
                    before={before === undefined ? undefined : (before.responsibilities[responsibility][party] ?? null)}
                    starts={
                      parties[column - 1] !== undefined &&
                      teamOfParty(charter, party) !== teamOfParty(charter, parties[column - 1] ?? '')
                    }
                    warned={warnings.some((one) => one.responsibility === responsibility && one.party === party)}
                    place={{ row, column }}
                    reached={at.row === row && at.column === column}
                    onChange={onChange ? (next) => onChange(responsibility, party, next) : undefined}
                    onKey={(event) => onKey(event, { row, column }, duty)}
                    onReach={() => setAt({ row, column })}
                  />
                );
              })}
              {aside ? (
                <td className="matrix-warnings">
                  <Warnings warnings={warnings.filter((one) => one.responsibility === responsibility)} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  return (
    <ul>
      {warnings.map(({ kind, party, says }) => (
        <li key={`${kind} ${party}`} data-kind={kind}>
          {says}
        </li>
      ))}
    </ul>
  );
}

interface MatrixHeadProps {
  readonly charter: Charter;
  readonly parties: readonly string[];
  /** Heads the column of warnings; null: there is none. */
  readonly aside: string | null;
  readonly onRemove?: ((email: string) => void) | undefined;
}

const ROLE_WORDS: Readonly<Record<string, string>> = { '': 'All', lead: 'Lead', member: 'Members' };

/** Above, the two teams; below, each team's parties. */
function MatrixHead({ charter, parties, aside, onRemove }: MatrixHeadProps) {
  const of = (team: 'it' | 'infosec') => parties.filter((party) => teamOfParty(charter, party) === team).length;
  return (
    <thead>
      <tr>
        <td rowSpan={2} />
        <th scope="colgroup" colSpan={of('it')}>
          <TeamChip owner="it" />
        </th>
        <th scope="colgroup" colSpan={of('infosec')} className="starts">
          <TeamChip owner="infosec" />
        </th>
        {aside === null ? null : (
          <th rowSpan={2} scope="col" className="matrix-warnings">
            {aside}
          </th>
        )}
      </tr>
      <tr>
        {parties.map((party) => (
          <th key={party} scope="col" className={party === 'infosec' ? 'starts' : undefined}>
            {isStandingParty(party) ? ROLE_WORDS[party.split(' ')[1] ?? ''] : nameOfParty(charter, party)}
            {onRemove && !isStandingParty(party) ? (
              <Button
                className="icon"
                aria-label={`Take ${nameOfParty(charter, party)} out`}
                onClick={() => onRemove(party)}
              >
                <Icon name="cross" />
              </Button>
            ) : null}
          </th>
        ))}
      </tr>
    </thead>
  );
}
