import { signOut, signOutEverywhere } from '@baton/contract/people.ts';
import { Menu, useMantineColorScheme } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { call } from '../api/call.ts';
import { enterSession, useMe } from '../session.ts';
import { TeamChip } from '../ui/team-chip.tsx';
import { urls } from '../urls.ts';

const ROLE_WORDS = { lead: 'Lead', member: 'Member', viewer: 'Viewer' } as const;
const SCHEMES = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const;

/** Me, my role, my team; and what concerns only me. */
export function Me() {
  const me = useMe();
  const router = useRouter();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = async (route: typeof signOut | typeof signOutEverywhere): Promise<void> => {
    if (route === signOut) await call(signOut);
    else await call(signOutEverywhere);
    enterSession(null);
    router.history.push(urls.signIn());
  };
  return (
    <div className="me">
      <Menu position="top-start" width={180}>
        <Menu.Target>
          <button type="button" aria-label={`${me.name}: account, colours, sign out`}>
            <span className="me-name">
              <b>{me.name}</b>
              <br />
              <span className="faint note">{ROLE_WORDS[me.role]}</span>
            </span>
            <span className="space" />
            <TeamChip owner={me.team} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {me.administrator ? <Menu.Label>Administers Baton</Menu.Label> : null}
          <Menu.Item onClick={() => router.history.push(urls.account())}>Your account</Menu.Item>
          <Menu.Divider />
          {(['auto', 'light', 'dark'] as const).map((scheme) => (
            <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)} aria-current={colorScheme === scheme}>
              {SCHEMES[scheme]}
              {colorScheme === scheme ? ' ✓' : ''}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => void leave(signOut)}>Sign out</Menu.Item>
          <Menu.Item onClick={() => void leave(signOutEverywhere)}>Sign out everywhere</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
