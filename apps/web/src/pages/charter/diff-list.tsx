import type { Charter } from '@baton/domain/charter/charter.ts';
import { diffCharters, isSameCharter } from '@baton/domain/charter/diff-charters.ts';
import type { Responsibility } from '@baton/domain/charter/responsibility.ts';
import { nameOfParty, RESPONSIBILITY_WORDS } from '@baton/domain/charter/words.ts';
import { TeamChip } from '../../ui/team-chip.tsx';

/** What changes from one text to the other, and whose rights change with it. */
export function DiffList({ from, to }: { readonly from: Charter; readonly to: Charter }) {
  const diff = diffCharters(from, to);
  const people = [...to.people, ...from.people];
  if (isSameCharter(diff)) return <p className="small quiet">Both say the same.</p>;
  return (
    <div className="charter-diff small">
      <ul>
        {diff.texts.map(({ part }) => (
          <li key={part}>The {part} is written anew.</li>
        ))}
        {diff.peopleAdded.map(({ email, name, team }) => (
          <li key={`+ ${email}`}>
            {name} is named, <TeamChip owner={team} />
          </li>
        ))}
        {diff.peopleRemoved.map(({ email, name, team }) => (
          <li key={`- ${email}`}>
            {name} is no longer named, <TeamChip owner={team} />
          </li>
        ))}
        {diff.cells.map(({ responsibility, party, from: before, to: after }) => (
          <li key={`${responsibility} ${party}`}>
            <b>{RESPONSIBILITY_WORDS[responsibility].name}</b>, {nameOfParty({ people }, party)}: {before ?? 'nothing'}{' '}
            → <b>{after ?? 'nothing'}</b>
          </li>
        ))}
      </ul>
      {diff.rights.length === 0 ? (
        <p className="quiet">Nobody’s rights change.</p>
      ) : (
        <ul>
          {diff.rights.map(({ who, gains, loses }) => (
            <li key={who}>
              {gains.length > 0 ? (
                <>
                  From then on {who} may do: {rows(gains)}.{' '}
                </>
              ) : null}
              {loses.length > 0 ? (
                <>
                  No longer open to {who}: {rows(loses)}.
                </>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function rows(list: readonly Responsibility[]): string {
  return list.map((one) => RESPONSIBILITY_WORDS[one].name.toLowerCase()).join(', ');
}
