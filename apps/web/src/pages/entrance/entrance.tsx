import type { Me } from '@baton/contract/people.ts';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { enterSession } from '../../session.ts';
import { Mark } from '../../ui/icons.tsx';
import './entrance.css';

/** The pages before the shell: one narrow column with the mark above. */
export function Entrance({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className="entrance">
      <div className="entrance-brand">
        <Mark size={24} />
        Baton
      </div>
      <section className="panel">
        <h1>{title}</h1>
        {children}
      </section>
      <p className="faint note">IT owns execution, InfoSec owns validation, one number both trust.</p>
    </main>
  );
}

/** Goes in as this person, to where they wanted to go. */
export function useEnter(): (person: Me, to?: string) => void {
  const router = useRouter();
  return (person, to = '/') => {
    enterSession(person);
    router.history.push(to);
  };
}

/** The token of a one-time link, from its address. */
export function linkToken(): string {
  return new URLSearchParams(window.location.search).get('token') ?? '';
}
