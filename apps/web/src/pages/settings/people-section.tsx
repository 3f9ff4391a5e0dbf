import {
  createPasswordLink,
  deactivatePerson,
  listInvitations,
  listPeople,
  type PersonRow,
  reactivatePerson,
  updatePerson,
  withdrawInvitation,
} from '@baton/contract/people.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Menu } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';
import { TeamChip, teamName } from '../../ui/team-chip.tsx';
import { InviteForm } from './invite-form.tsx';
import { ROLES } from './roles.ts';

const refresh = () =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey: [path] }) => path === listPeople.path || path === listInvitations.path,
  });

/** Both teams' people. Nobody acts for the other team, whoever administers included. */
export function PeopleSection() {
  const me = useMe();
  const people = useRead(listPeople, { query: { pageSize: 500 } });
  const otherTeam: Team = me.team === 'it' ? 'infosec' : 'it';
  const otherHasLead = people.data?.rows.some((row) => row.team === otherTeam && row.role === 'lead') ?? true;
  return (
    <>
      <Panel title={people.data ? formatCounted(people.data.total, 'person', 'people') : 'People'} className="clip">
        <Loaded query={people}>{(data) => <PeopleTable rows={data.rows} />}</Loaded>
      </Panel>
      <Invitations />
      <Panel title={`Invite into ${teamName(me.team)}`} className="narrow">
        <div className="panel-body">
          {me.role === 'lead' ? (
            <InviteForm team={me.team} />
          ) : (
            <p className="small quiet">The lead of {teamName(me.team)} invites.</p>
          )}
        </div>
      </Panel>
      {otherHasLead ? null : (
        <Panel title={`Invite the lead of ${teamName(otherTeam)}`} className="narrow">
          <div className="panel-body">
            {me.administrator ? (
              <InviteForm team={otherTeam} onlyRole="lead" />
            ) : (
              <p className="small quiet">
                {teamName(otherTeam)} has no lead yet. Who administers Baton invites the first one.
              </p>
            )}
          </div>
        </Panel>
      )}
    </>
  );
}

function PeopleTable({ rows }: { readonly rows: readonly PersonRow[] }) {
  // A lead is told how many passkeys those have whom they may have to help.
  const leads = rows.some(({ passkeys }) => passkeys !== null);
  const [error, setError] = useState<Error | null>(null);
  const [link, setLink] = useState<{ readonly name: string; readonly link: string } | null>(null);
  const act = async (does: () => Promise<unknown>): Promise<void> => {
    setError(null);
    try {
      await does();
      await refresh();
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  return (
    <>
      {error ? <ErrorPanel error={error} /> : null}
      {link ? (
        <div className="panel-body">
          <ShownOnce text={link.link}>Give this link to {link.name}. It works once and is shown only now.</ShownOnce>
        </div>
      ) : null}
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Team</th>
              <th scope="col">Role</th>
              <th scope="col">E-mail</th>
              <th scope="col">Last seen</th>
              {leads ? <th scope="col">Passkeys</th> : null}
              <th aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.personId} data-row>
                <td>
                  <b>{row.name}</b>
                  {row.deactivatedAt ? <span className="faint"> closed</span> : null}
                </td>
                <td>
                  <TeamChip owner={row.team} />
                </td>
                <td>
                  {row.role}
                  {row.administrator ? ', administrator' : ''}
                </td>
                <td className="quiet">{row.email}</td>
                <td>
                  <Stamp at={row.lastSeenAt} none="never" />
                </td>
                {leads ? <td className="quiet">{row.passkeys ?? ''}</td> : null}
                <td className="number">
                  <PersonMenu row={row} act={act} onLink={(text) => setLink({ name: row.name, link: text })} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface PersonMenuProps {
  readonly row: PersonRow;
  readonly act: (does: () => Promise<unknown>) => Promise<void>;
  readonly onLink: (link: string) => void;
}

/** What can be done with an account; the server says whose it is where it is not mine. */
function PersonMenu({ row, act, onLink }: PersonMenuProps) {
  const params = { personId: row.personId };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button className="icon" aria-label={`Change ${row.name}`}>
          <Icon name="more" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ROLES.filter((role) => role.value !== row.role).map((role) => (
          <Menu.Item
            key={role.value}
            onClick={() => void act(() => call(updatePerson, { params, body: { role: role.value } }))}
          >
            Make {role.label.toLowerCase()}
          </Menu.Item>
        ))}
        <Menu.Item
          onClick={() => void act(() => call(updatePerson, { params, body: { administrator: !row.administrator } }))}
        >
          {row.administrator ? 'Take administration away' : 'Let administer'}
        </Menu.Item>
        <Menu.Item onClick={() => void act(async () => onLink((await call(createPasswordLink, { params })).link))}>
          Link for a new password or lost passkeys
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          onClick={() => void act(() => call(row.deactivatedAt ? reactivatePerson : deactivatePerson, { params }))}
        >
          {row.deactivatedAt ? 'Open the account again' : 'Close the account'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Invitations() {
  const invitations = useRead(listInvitations, { query: { pageSize: 100 } });
  const open = invitations.data?.rows.filter((row) => row.state === 'open') ?? [];
  if (invitations.isError) {
    return (
      <Panel title="Open invitations">
        <ErrorPanel error={invitations.error} />
      </Panel>
    );
  }
  if (open.length === 0) return null;
  return (
    <Panel title="Open invitations" className="clip">
      <table>
        <tbody>
          {open.map((row) => (
            <tr key={row.invitationId}>
              <td>
                <b>{row.email}</b>
              </td>
              <td>
                <TeamChip owner={row.team} /> {row.role}
              </td>
              <td className="quiet">invited by {row.invitedBy}</td>
              <td className="quiet">
                until <Stamp at={row.expiresAt} long />
              </td>
              <td className="number">
                <Button
                  onClick={() =>
                    void call(withdrawInvitation, { params: { invitationId: row.invitationId } }).finally(refresh)
                  }
                >
                  Withdraw
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
