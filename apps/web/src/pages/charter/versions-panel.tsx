import { exportCharter } from '@baton/contract/charter.ts';
import type { DocumentVersion } from '@baton/contract/signatures.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { call } from '../../api/call.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { saveText } from '../../ui/save-text.ts';
import { Signatures } from '../../ui/signatures.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import type { ShownText } from './charter-text.ts';

const STATE_WORDS = {
  open: 'waits for signatures',
  'in-force': 'in force',
  replaced: 'replaced',
  left: 'left unsigned',
} as const;

interface VersionsPanelProps {
  readonly versions: readonly DocumentVersion[];
  readonly shown: 'in-force' | 'draft' | number;
  readonly onShow: (text: ShownText) => void;
}

/** Every version that was offered, with its signatures; nothing here is ever changed. */
export function VersionsPanel({ versions, shown, onShow }: VersionsPanelProps) {
  const save = async (): Promise<void> => {
    const { yaml } = await call(exportCharter, { query: { text: shown } });
    saveText(`charter-${shown}.yaml`, yaml, 'application/yaml');
  };
  const saveButton = <ActButton onAct={save}>Save as YAML</ActButton>;
  if (versions.length === 0) return <div className="row no-print">{saveButton}</div>;
  return (
    <Panel title={formatCounted(versions.length, 'version')} className="clip no-print" aside={saveButton}>
      <div className="table-scroll">
        <table className="versions">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">State</th>
              <th scope="col">What changes and why</th>
              <th scope="col">Offered</th>
              <th scope="col">Signed</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((row) => (
              <tr key={row.version} data-row>
                <td className="one-line">
                  <button type="button" className="link" onClick={() => onShow(row.version)}>
                    <b>Version {row.version}</b>
                  </button>
                </td>
                <td className="one-line">{STATE_WORDS[row.state]}</td>
                <td>{row.note}</td>
                <td className="one-line">
                  {row.offeredBy}{' '}
                  <span className="faint">
                    <Stamp at={row.offeredAt} long />
                  </span>
                </td>
                <td>
                  <Signatures signatures={row.signatures} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
