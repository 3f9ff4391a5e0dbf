import { setNewPassword } from '@baton/contract/people.ts';
import { call } from '../../api/call.ts';
import { Form, PasswordField } from '../../ui/form.tsx';
import { Entrance, linkToken, useEnter } from './entrance.tsx';

/** Sets a password by a one-time link; other sessions end. */
export function NewPasswordPage() {
  const enter = useEnter();
  return (
    <Entrance title="New password">
      <Form
        action="Set the password"
        onSend={async ({ text }) =>
          enter(await call(setNewPassword, { body: { token: linkToken(), password: text('password') } }))
        }
      >
        <PasswordField label="New password" isNew />
      </Form>
    </Entrance>
  );
}
