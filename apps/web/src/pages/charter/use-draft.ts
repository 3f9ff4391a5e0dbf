import type { CharterPage } from '@baton/contract/charter.ts';
import type { Charter } from '@baton/domain/charter/charter.ts';
import { diffCharters, isSameCharter } from '@baton/domain/charter/diff-charters.ts';
import { useState } from 'react';

type KeptDraft = NonNullable<CharterPage['draft']>;

/** The draft as it is being written, over the one that was last kept. */
export interface WrittenDraft {
  readonly charter: Charter;
  readonly setCharter: (change: Charter | ((now: Charter) => Charter)) => void;
  /** The revision that this lies over. */
  readonly revision: number;
  readonly unsaved: boolean;
  /** Somebody else kept another draft while this one was written. */
  readonly theirs: KeptDraft | null;
  /** Lays what is written here over theirs, or takes theirs. */
  readonly settle: (which: 'mine' | 'theirs') => void;
  /** What was written here is now kept under this revision. */
  readonly kept: (revision: number, charter: Charter) => void;
}

/** Keeps what is written here while the draft is read again: nothing that somebody else keeps wipes it unseen. */
export function useDraft(draft: KeptDraft): WrittenDraft {
  const [base, setBase] = useState(draft);
  const [charter, setCharter] = useState<Charter>(draft.charter);
  const unsaved = !isSameCharter(diffCharters(base.charter, charter));
  const newer = draft.savedAt > base.savedAt;
  const mine = draft.revision === base.revision;
  if (newer && (mine || !unsaved)) {
    setBase(draft);
    if (!unsaved) setCharter(draft.charter);
  }
  return {
    charter,
    setCharter,
    revision: base.revision,
    unsaved,
    theirs: newer && unsaved && !mine ? draft : null,
    settle: (which) => {
      setBase(draft);
      if (which === 'theirs') setCharter(draft.charter);
    },
    kept: (revision, saved) => setBase({ ...base, revision, charter: { ...saved, people: [...saved.people] } }),
  };
}
