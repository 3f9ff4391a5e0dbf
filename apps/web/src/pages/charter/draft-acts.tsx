import { discardCharterDraft, readCharter, saveCharterDraft } from '@baton/contract/charter.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import type { WrittenDraft } from './use-draft.ts';

interface DraftActsProps {
  readonly written: WrittenDraft;
  readonly onGone: () => void;
}

/** Keeps the draft, or throws it away. */
export function DraftActs({ written: { charter, revision, unsaved, kept }, onGone }: DraftActsProps) {
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async (does: () => Promise<unknown>): Promise<void> => {
    setError(null);
    setBusy(true);
    try {
      await does();
      await queryClient.invalidateQueries({ queryKey: [readCharter.path] });
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setBusy(false);
    }
  };
  const save = async (): Promise<void> => {
    const body = { seenRevision: revision, charter: { ...charter, people: [...charter.people] } };
    kept((await call(saveCharterDraft, { body })).revision, charter);
  };
  const discard = async (): Promise<void> => {
    await call(discardCharterDraft, { query: { seenRevision: revision } });
    onGone();
  };
  return (
    <>
      {error ? <ErrorPanel error={error} /> : null}
      <Button onClick={() => void act(discard)}>Throw away</Button>
      <Button
        primary={unsaved}
        busy={busy}
        closed={unsaved ? undefined : 'Everything is kept'}
        onClick={() => void act(save)}
      >
        Keep the draft
      </Button>
    </>
  );
}
