import { type CharterVersion, readCharter, readCharterVersion, signCharter } from '@baton/contract/charter.ts';
import { getSession } from '@baton/contract/people.ts';
import type { Charter } from '@baton/domain/charter/charter.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProofForm } from '../../ui/proof-form.tsx';
import { Signatures } from '../../ui/signatures.tsx';
import { teamName } from '../../ui/team-chip.tsx';
import { DiffList } from './diff-list.tsx';

interface SignPanelProps {
  readonly version: CharterVersion;
  readonly inForce: Charter;
  readonly onInForce: () => void;
}

/** What a version changes, who has signed it, and the signature of whoever looks. */
export function SignPanel({ version, inForce, onInForce }: SignPanelProps) {
  const open = version.state === 'open';
  return (
    <Panel
      title={open ? `Version ${version.version} waits for signatures` : `Version ${version.version}`}
      note={`offered by ${version.offeredBy}`}
    >
      <div className="sign-panel">
        <div className="stack">
          <p>{version.note}</p>
          <h3>Against what is in force</h3>
          <DiffList from={inForce} to={version.charter} />
          {version.warnings.length === 0 ? null : (
            <p className="small">
              {formatCounted(version.warnings.length, 'place')} to look at again, beside the matrix.
            </p>
          )}
        </div>
        <div className="stack">
          <Signatures signatures={version.signatures} />
          {open ? <SignForm version={version} onInForce={onInForce} /> : null}
          <p className="faint note">
            SHA-256 of this text <span className="machine charter-hash">{version.hash}</span>
          </p>
        </div>
      </div>
    </Panel>
  );
}

function SignForm({ version, onInForce }: Omit<SignPanelProps, 'inForce'>) {
  const me = useMe();
  const team = teamName(me.team);
  const signed = version.signatures.find((one) => one.team === me.team);
  if (signed) {
    const other = teamName(me.team === 'it' ? 'infosec' : 'it');
    return (
      <p className="small">
        {team} has signed. It waits for {other}; until then the text in force holds.
      </p>
    );
  }
  const may = me.permissions.includes('document.sign');
  return (
    <ProofForm
      act={{ kind: 'sign', hashes: [version.hash] }}
      action={`Sign for ${team}`}
      closed={may ? undefined : `The lead of ${team} signs, or their deputy`}
      onProved={async (proof) => {
        const { inForce } = await call(signCharter, {
          params: { version: version.version },
          body: { hash: version.hash, proof },
        });
        // A charter that came into force changes what the one who looks may do.
        await queryClient.invalidateQueries({
          predicate: ({ queryKey: [path] }) =>
            path === readCharter.path || path === readCharterVersion.path || path === getSession.path,
        });
        if (inForce) onInForce();
      }}
    >
      {may ? null : <p className="small quiet">The lead of {team} signs, or the deputy whom they made.</p>}
    </ProofForm>
  );
}
