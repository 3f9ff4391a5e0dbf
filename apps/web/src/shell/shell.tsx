import { formatStamp } from '@baton/presentation/formats.ts';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { queryClient } from '../api/use-read.ts';
import { listen } from '../live.ts';
import { useNow } from '../ui/use-now.ts';
import { Keyboard } from './keyboard.tsx';
import { Navigation } from './navigation.tsx';
import { useShownTitle } from './page-title.ts';
import { TopBar } from './top-bar.tsx';
import './shell.css';

const QUIET_MS = 10_000;

/** Navigation, bar and page, for whoever is signed in. */
export function Shell() {
  return (
    <div className="shell">
      <a className="skip" href="#main">
        To the page
      </a>
      <Navigation />
      <TopBar />
      <main id="main" className="main" tabIndex={-1}>
        <Outlet />
        <PrintFoot />
      </main>
      <Live />
      <Keyboard />
    </div>
  );
}

/** On paper only: of what the page speaks. */
function PrintFoot() {
  const now = useNow();
  const { title } = useShownTitle();
  return (
    <p className="print-foot">
      Baton: {title}. Scope: all devices. As of {formatStamp(now, now)}.
    </p>
  );
}

/** Listens to what changes; tells it politely, once per ten seconds at most. */
function Live() {
  const [said, setSaid] = useState('');
  const lastSaid = useRef(0);
  useEffect(
    () =>
      listen(queryClient, (topics) => {
        if (Date.now() - lastSaid.current < QUIET_MS) return;
        lastSaid.current = Date.now();
        setSaid(`Changed: ${[...topics].join(', ')}.`);
      }),
    [],
  );
  return (
    <div className="unseen" role="status" aria-live="polite">
      {said}
    </div>
  );
}
