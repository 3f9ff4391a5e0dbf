import {
  type CharterPage,
  discardCharterDraft,
  offerCharter,
  readCharter,
  saveCharterDraft,
} from '@baton/contract/charter.ts';
import type { Charter } from '@baton/domain/charter/charter.ts';
import { diffCharters, isSameCharter } from '@baton/domain/charter/diff-charters.ts';
import { warningsOf } from '@baton/domain/charter/warnings.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { AddPerson } from './add-person.tsx';
import { addPerson, changeCell, removePerson } from './change-cell.ts';
import type { ShownText } from './charter-text.ts';
import { DiffList } from './diff-list.tsx';
import { Legend } from './legend.tsx';
import { Matrix } from './matrix.tsx';
import { ReadYaml } from './read-yaml.tsx';

interface DraftEditorProps {
  readonly page: CharterPage;
  readonly draft: NonNullable<CharterPage['draft']>;
  readonly onShow: (text: ShownText) => void;
}

const refresh = () => queryClient.invalidateQueries({ queryKey: [readCharter.path] });

/** The draft: its words, its matrix, what it changes; kept by a button, then offered to both leads. */
export function DraftEditor({ page, draft, onShow }: DraftEditorProps) {
  const [charter, setCharter] = useState<Charter>(draft.charter);
  const mayWrite = useMe().permissions.includes('document.draft');
  const unsaved = !isSameCharter(diffCharters(draft.charter, charter));
  return (
    <>
      <Panel
        className="clip charter-text"
        title="Draft"
        note={
          <>
            kept by {draft.savedBy} <Stamp at={draft.savedAt} long />
          </>
        }
        aside={
          mayWrite ? (
            <DraftActs draft={draft} charter={charter} unsaved={unsaved} onGone={() => onShow('in-force')} />
          ) : undefined
        }
      >
        <DraftWords charter={charter} onChange={mayWrite ? setCharter : undefined} />
        <Matrix
          charter={charter}
          before={page.inForce.charter}
          onChange={mayWrite ? (row, party, duty) => setCharter((now) => changeCell(now, row, party, duty)) : undefined}
          onRemove={mayWrite ? (email) => setCharter((now) => removePerson(now, email)) : undefined}
        />
        <Legend compared written={mayWrite} />
        {mayWrite ? (
          <div className="panel-body row wrap no-print">
            <AddPerson charter={charter} onAdd={(person) => setCharter((now) => addPerson(now, person))} />
            <span className="space" />
            <ReadYaml onRead={setCharter} />
          </div>
        ) : null}
      </Panel>
      <OfferPanel page={page} draft={draft} charter={charter} unsaved={unsaved} onShow={onShow} />
    </>
  );
}

interface DraftActsProps {
  readonly draft: DraftEditorProps['draft'];
  readonly charter: Charter;
  readonly unsaved: boolean;
  readonly onGone: () => void;
}

function DraftActs({ draft, charter, unsaved, onGone }: DraftActsProps) {
  const [error, setError] = useState<Error | null>(null);
  const seenRevision = draft.revision;
  const act = async (does: () => Promise<unknown>): Promise<void> => {
    setError(null);
    try {
      await does();
      await refresh();
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  const save = () =>
    call(saveCharterDraft, { body: { seenRevision, charter: { ...charter, people: [...charter.people] } } });
  const discard = async () => {
    await call(discardCharterDraft, { query: { seenRevision } });
    onGone();
  };
  return (
    <>
      {error ? <ErrorPanel error={error} /> : null}
      <Button onClick={() => void act(discard)}>Throw away</Button>
      <Button primary={unsaved} closed={unsaved ? undefined : 'Everything is kept'} onClick={() => void act(save)}>
        Keep the draft
      </Button>
    </>
  );
}

interface DraftWordsProps {
  readonly charter: Charter;
  readonly onChange: ((charter: Charter) => void) | undefined;
}

function DraftWords({ charter, onChange }: DraftWordsProps) {
  if (onChange === undefined) return <p className="charter-purpose">{charter.purpose}</p>;
  return (
    <div className="charter-words">
      <TextField
        name="title"
        label="Title"
        maxLength={200}
        value={charter.title}
        onChange={(event) => onChange({ ...charter, title: event.currentTarget.value })}
      />
      <Textarea
        label="What we agree on"
        autosize
        minRows={2}
        maxLength={4000}
        value={charter.purpose}
        onChange={(event) => onChange({ ...charter, purpose: event.currentTarget.value })}
      />
    </div>
  );
}

/** What the draft changes, and the button that makes it a version for both leads. */
function OfferPanel({
  page,
  draft,
  charter,
  unsaved,
  onShow,
}: DraftEditorProps & Pick<DraftActsProps, 'charter' | 'unsaved'>) {
  const may = useMe().permissions.includes('document.offer');
  const warnings = warningsOf(charter).length;
  const closed = !may
    ? 'A lead, or their deputy, offers it'
    : unsaved
      ? 'Keep the draft first'
      : isSameCharter(diffCharters(page.inForce.charter, charter)) && page.inForce.version !== null
        ? 'It says what is in force'
        : undefined;
  return (
    <Panel title="Offer it for signing" note="its text is fixed from then on" className="no-print">
      <div className="sign-panel">
        <div className="stack">
          <h3>Against what is in force</h3>
          <DiffList from={page.inForce.charter} to={charter} />
          {warnings === 0 ? null : (
            <p className="small">{formatCounted(warnings, 'place')} to look at again, beside the matrix.</p>
          )}
        </div>
        <Form
          action="Offer for signing"
          primary={!unsaved}
          closed={closed}
          onSend={async ({ text }) => {
            const body = { seenRevision: draft.revision, note: text('note') };
            const { version } = await call(offerCharter, { body });
            await refresh();
            onShow(version);
          }}
        >
          <TextField
            name="note"
            label="What changes and why"
            maxLength={2000}
            placeholder="Members approve too, from June"
          />
          {closed === undefined ? null : <p className="small quiet">{closed}.</p>}
        </Form>
      </div>
    </Panel>
  );
}
