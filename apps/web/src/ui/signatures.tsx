import type { DocumentSignature } from '@baton/contract/signatures.ts';
import { Stamp } from './stamp.tsx';
import { TeamChip } from './team-chip.tsx';
import './signatures.css';

/** What is shown of a signature; of a document's also in whose place it was given. */
type ShownSignature = Pick<DocumentSignature, 'team' | 'person' | 'signedAt'> &
  Partial<Pick<DocumentSignature, 'signedAs'>>;

/** One place a team: who signed and when, or that nobody has yet. IT left, InfoSec right. */
export function Signatures({ signatures }: { readonly signatures: readonly ShownSignature[] }) {
  return (
    <ul className="signatures">
      {(['it', 'infosec'] as const).map((team) => {
        const signature = signatures.find((one) => one.team === team);
        return (
          <li key={team}>
            <TeamChip owner={team} />
            {signature === undefined ? (
              <span className="faint">not signed yet</span>
            ) : (
              <span>
                <b>{signature.person}</b>
                {signature.signedAs === 'deputy' ? ', deputy' : ''}{' '}
                <span className="faint">
                  <Stamp at={signature.signedAt} long />
                </span>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
