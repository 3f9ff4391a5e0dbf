import { getSession } from '@baton/contract/people.ts';
import { useLayoutEffect } from 'react';
import { useRead } from '../api/use-read.ts';
import './demo-band.css';

/** On every page of a demo, before signing in and on paper too: nothing here is about real devices. */
export function DemoBand() {
  const session = useRead(getSession, { every: 300_000 });
  const isDemo = session.data?.demo === true;
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute('data-demo', isDemo);
  }, [isDemo]);
  return isDemo ? (
    <p className="demo-band" role="note">
      <b>Demo:</b> made-up devices and people
    </p>
  ) : null;
}
