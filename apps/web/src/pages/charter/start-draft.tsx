import { type CharterPage, readCharter, saveCharterDraft } from '@baton/contract/charter.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/states.tsx';

interface StartDraftProps {
  readonly page: CharterPage;
  readonly onStarted: () => void;
}

/** Opens a draft that says what is in force, to be changed; or the one that is there. */
export function StartDraft({ page, onStarted }: StartDraftProps) {
  const me = useMe();
  const [error, setError] = useState<Error | null>(null);
  const start = async (): Promise<void> => {
    setError(null);
    try {
      if (page.draft === null) {
        await call(saveCharterDraft, { body: { seenRevision: 0, charter: page.inForce.charter } });
        await queryClient.invalidateQueries({ queryKey: [readCharter.path] });
      }
      onStarted();
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  return (
    <>
      <Button
        onClick={() => void start()}
        closed={me.permissions.includes('document.draft') ? undefined : 'Members and leads write the draft'}
      >
        {page.draft === null ? 'Change it' : 'To the draft'}
      </Button>
      {error ? <ErrorPanel error={error} /> : null}
    </>
  );
}
