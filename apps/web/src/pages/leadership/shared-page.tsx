import { type LeadershipPage, readSharedPage } from '@baton/contract/leadership.ts';
import { formatStamp } from '@baton/presentation/formats.ts';
import { useEffect, useState } from 'react';
import { call } from '../../api/call.ts';
import { ErrorPanel, Loading } from '../../ui/states.tsx';
import { LeadershipSheet } from './leadership-sheet.tsx';

interface Shared {
  readonly page: LeadershipPage;
  readonly expiresAt: string;
}

/** The leadership page by a link, for who has no account. The token stands after #, which no server and no log is sent. */
export function SharedPage() {
  const [found, setFound] = useState<Shared | Error | null>(null);
  useEffect(() => {
    document.title = 'Patch management, shared page · Baton';
    const token = window.location.hash.slice(1);
    // The letters first: who prints the page as soon as it stands prints it in its own.
    document.fonts
      .load('16px "Inter Variable"')
      .then(() => call(readSharedPage, { body: { token } }))
      .then(setFound, setFound);
  }, []);
  if (found === null) return <Loading />;
  return (
    <main className="lead-shared" data-ready>
      {found instanceof Error ? (
        <ErrorPanel error={found} />
      ) : (
        <>
          <LeadershipSheet page={found.page} />
          <p className="faint note no-print">
            Shared by a link that is good until {formatStamp(found.expiresAt, found.page.asOf)}. It shows this page and
            nothing else.
          </p>
        </>
      )}
    </main>
  );
}
