import { getSession, signIn } from '@baton/contract/people.ts';
import { call } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { word } from '../../search-params.ts';
import { Form, PasswordField, TextField } from '../../ui/form.tsx';
import { ByPasskey } from './by-passkey.tsx';
import { Entrance, useEnter } from './entrance.tsx';

/** Only addresses of ours are gone back to: a path, not another site. */
function wayBack(): string {
  const to = word.parse(new URLSearchParams(window.location.search).get('to') ?? undefined);
  return to?.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\') ? to : '/';
}

export function SignInPage() {
  const session = useRead(getSession);
  const enter = useEnter();
  if (session.data?.setUpNeeded) {
    return (
      <Entrance title="Set Baton up">
        <p className="quiet">
          There is no account yet. The server printed a one-time set-up link when it started: open it here to make the
          first account.
        </p>
      </Entrance>
    );
  }
  return (
    <Entrance title="Sign in">
      <Form
        action="Sign in"
        onSend={async ({ text }) => {
          const person = await call(signIn, { body: { email: text('email'), password: text('password') } });
          enter(person, wayBack());
        }}
      >
        <TextField name="email" label="E-mail" type="email" autoComplete="username webauthn" autoFocus />
        <PasswordField />
      </Form>
      <ByPasskey onEnter={(person) => enter(person, wayBack())} />
    </Entrance>
  );
}
