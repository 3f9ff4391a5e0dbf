import { createInvitation, listInvitations, type RoleDto } from '@baton/contract/people.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { Choice, Form, TextField } from '../../ui/form.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { ROLES, roleOf } from './roles.ts';

interface InviteFormProps {
  readonly team: Team;
  /** Given where only this role makes sense. */
  readonly onlyRole?: RoleDto;
}

/** Makes a one-time link into a team. */
export function InviteForm({ team, onlyRole }: InviteFormProps) {
  const [link, setLink] = useState<{ readonly email: string; readonly link: string } | null>(null);
  return (
    <div className="stack">
      <Form
        action="Invite"
        inline
        primary={false}
        onSend={async ({ text }) => {
          const email = text('email');
          const made = await call(createInvitation, { body: { email, team, role: onlyRole ?? roleOf(text('role')) } });
          setLink({ email, link: made.link });
          await queryClient.invalidateQueries({ queryKey: [listInvitations.path] });
        }}
      >
        <TextField name="email" label="E-mail" type="email" autoComplete="off" />
        {onlyRole === undefined ? <Choice name="role" label="Role" options={ROLES} initial="member" /> : null}
      </Form>
      {link ? (
        <ShownOnce text={link.link}>Give this link to {link.email}. It works once and is shown only now.</ShownOnce>
      ) : null}
    </div>
  );
}
