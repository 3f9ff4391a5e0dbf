import { type Me, setUp } from '@baton/contract/people.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { enterSession, MeContext } from '../../session.ts';
import { Form, PasswordField, TextField } from '../../ui/form.tsx';
import { TeamChoice } from '../../ui/team-choice.tsx';
import { Entrance, linkToken } from './entrance.tsx';
import { FirstSteps } from './first-steps.tsx';

/** The first account: an administrator, and the lead of the team that they choose. Then the first steps. */
export function SetUpPage() {
  const [made, setMade] = useState<Me | null>(null);
  if (made) {
    return (
      <MeContext value={made}>
        <FirstSteps team={made.team} />
      </MeContext>
    );
  }
  return (
    <Entrance title="Set Baton up">
      <p className="quiet">
        This link works once. You become the lead of your team and administer Baton; then you invite the lead of the
        other team.
      </p>
      <Form
        action="Make the first account"
        onSend={async ({ text }) => {
          const team = text('team') === 'infosec' ? 'infosec' : 'it';
          const person = await call(setUp, {
            body: { token: linkToken(), name: text('name'), email: text('email'), password: text('password'), team },
          });
          enterSession(person);
          setMade(person);
        }}
      >
        <TeamChoice legend="Your team" initial="it" />
        <TextField name="name" label="Your name" autoComplete="name" maxLength={100} autoFocus />
        <TextField name="email" label="E-mail" type="email" autoComplete="username" />
        <PasswordField isNew />
      </Form>
    </Entrance>
  );
}
