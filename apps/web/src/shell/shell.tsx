import { formatDay, formatStamp } from '@baton/presentation/formats.ts';
import { scopeWords } from '@baton/presentation/scope-words.ts';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { queryClient } from '../api/use-read.ts';
import { HeldViewContext, useAddressView, useHeldView } from '../held-view.ts';
import { listen } from '../live.ts';
import { useNow } from '../ui/use-now.ts';
import { Keyboard } from './keyboard.tsx';
import { Navigation } from './navigation.tsx';
import { useShownTitle } from './page-title.ts';
import { TopBar } from './top-bar.tsx';
import { ViewBand } from './view-band.tsx';
import './shell.css';

const QUIET_MS = 10_000;

/** Navigation, bar and page, for whoever is signed in. */
export function Shell() {
  return (
    <HeldViewContext value={useAddressView()}>
      <Inside />
    </HeldViewContext>
  );
}

function Inside() {
  return (
    <div className="shell">
      <a className="skip" href="#main">
        To the page
      </a>
      <Navigation />
      <TopBar />
      <main id="main" className="main" tabIndex={-1}>
        <ViewBand />
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
  const { title, foot, follows = [] } = useShownTitle();
  const { scope, day } = useHeldView();
  return (
    <p className="print-foot">
      Baton: {title}. Scope: {scopeWords(follows.includes('scope') ? scope : undefined)}. As of{' '}
      {day && follows.includes('day') ? `the end of ${formatDay(day)}, UTC` : formatStamp(now, now)}.
      {foot ? ` ${foot}` : ''}
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
