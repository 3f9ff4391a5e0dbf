import { acceptInvitation, readLink } from '@baton/contract/people.ts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { Form, PasswordField, TextField } from '../../ui/form.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { Entrance, linkToken, useEnter } from './entrance.tsx';

/** Makes the account that an invitation is for. */
export function InvitationPage() {
  const token = linkToken();
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => call(readLink, { body: { token } }),
    retry: false,
  });
  const enter = useEnter();
  return (
    <Entrance title="Join Baton">
      <Loaded query={link}>
        {(invitation) => (
          <>
            <p className="quiet">
              {invitation.invitedBy ?? 'Baton'} invites you{invitation.email ? ` (${invitation.email})` : ''} into{' '}
              {invitation.team ? <TeamChip owner={invitation.team} /> : 'a team'}
              {invitation.role ? ` as ${invitation.role}` : ''}.
            </p>
            <Form
              action="Join"
              onSend={async ({ text }) =>
                enter(await call(acceptInvitation, { body: { token, name: text('name'), password: text('password') } }))
              }
            >
              <TextField name="name" label="Your name" autoComplete="name" maxLength={100} autoFocus />
              <PasswordField isNew />
            </Form>
          </>
        )}
      </Loaded>
    </Entrance>
  );
}
