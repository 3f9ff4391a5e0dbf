import { createKey, type KeyRow, listKeys, revokeKey } from '@baton/contract/people.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Form, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { TeamChip, teamName } from '../../ui/team-chip.tsx';
import { ROLES, roleOf } from './roles.ts';

const refresh = () => queryClient.invalidateQueries({ queryKey: [listKeys.path] });

/** API keys. A key belongs to one team and cannot act for the other. */
export function KeysSection() {
  const me = useMe();
  const keys = useRead(listKeys, { query: { pageSize: 500 } });
  const [secret, setSecret] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const revoke = (keyId: string): void => {
    setError(null);
    call(revokeKey, { params: { keyId } }).then(refresh, setError);
  };
  return (
    <>
      <Panel title={keys.data ? formatCounted(keys.data.total, 'API key') : 'API keys'} className="clip">
        {error ? <ErrorPanel error={error} /> : null}
        <Loaded query={keys}>
          {(data) =>
            data.rows.length === 0 ? (
              <EmptyState title="No key yet.">
                A key lets a program deliver reports or read the board for its team.
              </EmptyState>
            ) : (
              <KeysTable rows={data.rows} onRevoke={revoke} />
            )
          }
        </Loaded>
      </Panel>
      <Panel title={`New key of ${teamName(me.team)}`} className="narrow">
        <div className="panel-body stack">
          <Form
            action="Make a key"
            inline
            primary={false}
            onSend={async ({ text }) => {
              const days = text('days');
              const made = await call(createKey, {
                body: {
                  name: text('name'),
                  role: roleOf(text('role')),
                  expiresInDays: days === '' ? null : Number(days),
                },
              });
              setSecret(made.secret);
              await refresh();
            }}
          >
            <TextField name="name" label="What for" maxLength={100} placeholder="nightly scan upload" />
            <Choice name="role" label="Role" options={ROLES} initial="member" />
            <TextField
              name="days"
              label="Days"
              type="number"
              min={1}
              max={3660}
              defaultValue="365"
              required={false}
              w={80}
            />
          </Form>
          {secret === null ? null : (
            <ShownOnce text={secret}>The key, shown only now. Send it as “Authorization: Bearer …”.</ShownOnce>
          )}
        </div>
      </Panel>
    </>
  );
}

function KeysTable({
  rows,
  onRevoke,
}: {
  readonly rows: readonly KeyRow[];
  readonly onRevoke: (keyId: string) => void;
}) {
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Team</th>
            <th scope="col">Role</th>
            <th scope="col">Made by</th>
            <th scope="col">Last used</th>
            <th scope="col">Until</th>
            <th aria-label="Actions" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.keyId} data-row>
              <td>
                <b>{row.name}</b> <span className="machine faint">{row.prefix}</span>
              </td>
              <td>
                <TeamChip owner={row.team} />
              </td>
              <td>{row.role}</td>
              <td className="quiet">{row.createdBy}</td>
              <td>
                <Stamp at={row.lastUsedAt} none="never" />
              </td>
              <td>
                {row.revokedAt ? (
                  <span className="faint">revoked</span>
                ) : (
                  <Stamp at={row.expiresAt} long none="no end" />
                )}
              </td>
              <td className="number">
                {row.revokedAt ? null : <Button onClick={() => onRevoke(row.keyId)}>Revoke</Button>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
