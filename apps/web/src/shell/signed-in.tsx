import { getSession } from '@baton/contract/people.ts';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useRead } from '../api/use-read.ts';
import { MeContext } from '../session.ts';
import { urls } from '../urls.ts';
import { Shell } from './shell.tsx';

/** The shell with its person. When the session ends, here or elsewhere, the way leads to sign in. */
export function SignedIn() {
  const session = useRead(getSession, { every: 300_000 });
  const router = useRouter();
  const gone = session.data !== undefined && session.data.person === null;
  useEffect(() => {
    if (gone) router.history.push(urls.signIn({ to: router.state.location.href }));
  }, [gone, router]);
  if (!session.data?.person) return null;
  return (
    <MeContext value={session.data.person}>
      <Shell />
    </MeContext>
  );
}
