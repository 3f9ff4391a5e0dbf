import { listPasskeys, type Passkey, removePasskey, renamePasskey } from '@baton/contract/passkeys.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Modal } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProofForm } from '../../ui/proof-form.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { refreshPasskeys } from './refresh-passkeys.ts';

/** The own passkeys: what they are for, which there are, and one more. */
export function PasskeysPanel() {
  const read = useRead(listPasskeys);
  const count = read.data?.passkeys.length ?? 0;
  return (
    <Panel title={count === 0 ? 'Passkeys' : formatCounted(count, 'passkey')} className="clip">
      <Loaded query={read}>
        {({ passkeys }) =>
          passkeys.length === 0 ? (
            <EmptyState title="You have no passkey yet.">
              It signs you in by finger, face or PIN, and from then on your signatures take it in place of the password.
              A page that only looks like Baton can ask you for a password, and not for a passkey.
            </EmptyState>
          ) : (
            <PasskeyTable passkeys={passkeys} />
          )
        }
      </Loaded>
      <div className="panel-body add-passkey">
        <AddPasskey />
      </div>
    </Panel>
  );
}

function PasskeyTable({ passkeys }: { readonly passkeys: readonly Passkey[] }) {
  const [renaming, setRenaming] = useState<Passkey | null>(null);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  return (
    <>
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Passkey</th>
              <th scope="col">Works at</th>
              <th scope="col">Added</th>
              <th scope="col">Last used</th>
              <th aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {passkeys.map((passkey) => (
              <tr key={passkey.passkeyId} data-row>
                <td>
                  <b>{passkey.name}</b>
                </td>
                <td className="quiet">
                  {passkey.domain}
                  {passkey.works ? null : <span className="faint">, where this Baton is no more</span>}
                </td>
                <td>
                  <Stamp at={passkey.createdAt} long />
                </td>
                <td>
                  <Stamp at={passkey.lastUsedAt} long none="never" />
                </td>
                <td className="number">
                  <Button onClick={() => setRenaming(passkey)} aria-label={`Rename ${passkey.name}`}>
                    Rename
                  </Button>{' '}
                  <Button onClick={() => setRemoving(passkey)} aria-label={`Remove ${passkey.name}`}>
                    Remove
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Modal opened={renaming !== null} onClose={() => setRenaming(null)} title={`Rename ${renaming?.name}`} size="sm">
        {renaming === null ? null : <RenameForm passkey={renaming} onRenamed={() => setRenaming(null)} />}
      </Modal>
      <Modal opened={removing !== null} onClose={() => setRemoving(null)} title={`Remove ${removing?.name}`} size="sm">
        {removing === null ? null : (
          <RemoveForm
            passkey={removing}
            isLast={removing.works && passkeys.filter(({ works }) => works).length === 1}
            onRemoved={() => setRemoving(null)}
          />
        )}
      </Modal>
    </>
  );
}

interface RenameFormProps {
  readonly passkey: Passkey;
  readonly onRenamed: () => void;
}

function RenameForm({ passkey: { passkeyId, name }, onRenamed }: RenameFormProps) {
  return (
    <Form
      action="Rename it"
      onSend={async ({ text }) => {
        await call(renamePasskey, { params: { passkeyId }, body: { name: text('name') } });
        await refreshPasskeys();
        onRenamed();
      }}
    >
      <TextField name="name" label="What it is on" maxLength={100} defaultValue={name} data-autofocus />
    </Form>
  );
}

interface RemoveFormProps {
  readonly passkey: Passkey;
  /** Of those that work here. */
  readonly isLast: boolean;
  readonly onRemoved: () => void;
}

function RemoveForm({ passkey: { passkeyId }, isLast, onRemoved }: RemoveFormProps) {
  return (
    <ProofForm
      act={{ kind: 'remove-passkey', passkeyId }}
      action="Remove it"
      onProved={async (proof) => {
        await call(removePasskey, { params: { passkeyId }, body: { proof } });
        await refreshPasskeys();
        onRemoved();
      }}
    >
      <p className="small">
        It signs you in and signs for you no more.{' '}
        {isLast ? 'It is your last one here: your signatures take the password again.' : null} The device or key still
        shows it until you delete it there.
      </p>
    </ProofForm>
  );
}
