import type { CharterPage } from '@baton/contract/charter.ts';
import type { DocumentVersion } from '@baton/contract/signatures.ts';
import { Signatures } from '../../ui/signatures.tsx';
import { Stamp } from '../../ui/stamp.tsx';

interface StateLineProps {
  readonly inForce: CharterPage['inForce'];
  readonly version: DocumentVersion | undefined;
}

/** What holds, since when, and by whose signatures. */
export function StateLine({ inForce, version }: StateLineProps) {
  if (version === undefined) {
    return (
      <p className="charter-state small quiet">
        No version is signed by both leads yet. Until one is, this holds: IT executes, InfoSec validates.
      </p>
    );
  }
  return (
    <div className="charter-state small">
      Version {version.version}, in force since <Stamp at={inForce.from} long />
      <Signatures signatures={version.signatures} />
      <span className="faint note machine charter-hash" title="SHA-256 of this text: what was signed">
        {version.hash}
      </span>
    </div>
  );
}
