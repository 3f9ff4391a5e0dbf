import { getSession, type Me } from '@baton/contract/people.ts';
import { createContext, useContext } from 'react';
import type { z } from 'zod';
import { call } from './api/call.ts';
import { keyOf, queryClient } from './api/use-read.ts';

const SESSION_KEY = keyOf(getSession.path);

/** Who is signed in, read once and kept; asked before any page is shown. */
export function readSession() {
  return queryClient.fetchQuery({ queryKey: SESSION_KEY, queryFn: () => call(getSession), staleTime: 60_000 });
}

/** Takes a new session in: nothing that the one before read stays. */
export function enterSession(person: Me | null): void {
  const before = queryClient.getQueryData<SessionAnswer>(SESSION_KEY);
  queryClient.clear();
  queryClient.setQueryData<SessionAnswer>(SESSION_KEY, {
    person,
    setUpNeeded: false,
    demo: before?.demo ?? false,
    passkeyOrigin: before?.passkeyOrigin ?? null,
  });
}

type SessionAnswer = z.infer<typeof getSession.response>;

export const MeContext = createContext<Me | null>(null);

/** The person signed in. Pages inside the shell always have one. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('This page is shown to signed-in people only.');
  return me;
}
