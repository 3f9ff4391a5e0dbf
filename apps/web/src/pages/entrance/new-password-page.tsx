import { readLink, setNewPassword } from '@baton/contract/people.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { Form, PasswordField } from '../../ui/form.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Entrance, linkToken, useEnter } from './entrance.tsx';

/** Sets a password by a one-time link, and removes lost passkeys where they are to go; other sessions end. */
export function NewPasswordPage() {
  const token = linkToken();
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => call(readLink, { body: { token } }),
    retry: false,
  });
  const enter = useEnter();
  return (
    <Entrance title="New password">
      <Loaded query={link}>
        {({ passkeys }) => (
          <Form
            action="Set the password"
            onSend={async ({ text }) => {
              const removePasskeys = text('removePasskeys') !== '';
              enter(await call(setNewPassword, { body: { token, password: text('password'), removePasskeys } }));
            }}
          >
            <PasswordField label="New password" isNew />
            {passkeys === 0 ? null : (
              <label className="lost-passkeys small">
                <input type="checkbox" name="removePasskeys" />
                <span>
                  {passkeys === 1
                    ? 'Remove my passkey, which I have lost. Otherwise signing still asks for it.'
                    : `Remove my ${formatCounted(passkeys, 'passkey')}, which I have lost. Otherwise signing still asks for one of them.`}
                </span>
              </label>
            )}
          </Form>
        )}
      </Loaded>
    </Entrance>
  );
}
