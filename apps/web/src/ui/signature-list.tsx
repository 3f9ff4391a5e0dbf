import type { DocumentSignature } from '@baton/contract/signatures.ts';
import { Stamp } from './stamp.tsx';
import { TeamChip, teamName } from './team-chip.tsx';

/** Who has signed for which team, and who is still to: always both teams, IT first. */
export function SignatureList({ signatures }: { readonly signatures: readonly DocumentSignature[] }) {
  return (
    <ul className="signatures">
      {(['it', 'infosec'] as const).map((team) => {
        const signature = signatures.find((one) => one.team === team);
        return (
          <li key={team} className="row">
            <TeamChip owner={team} />
            {signature ? (
              <span>
                {signature.person}
                {signature.signedAs === 'deputy' ? ', as deputy' : ''},{' '}
                <span className="faint">
                  <Stamp at={signature.signedAt} />
                </span>
              </span>
            ) : (
              <span className="faint">a lead of {teamName(team)} has not signed</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
