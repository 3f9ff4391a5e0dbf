import type { CharterPage } from '@baton/contract/charter.ts';
import type { Charter } from '@baton/domain/charter/charter.ts';
import { Textarea } from '@mantine/core';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { AddPerson } from './add-person.tsx';
import { addPerson, changeCell, removePerson } from './change-cell.ts';
import type { ShownText } from './charter-text.ts';
import { DraftActs } from './draft-acts.tsx';
import { Legend } from './legend.tsx';
import { Matrix } from './matrix.tsx';
import { OfferPanel } from './offer-panel.tsx';
import { ReadYaml } from './read-yaml.tsx';
import { useDraft, type WrittenDraft } from './use-draft.ts';

interface DraftEditorProps {
  readonly page: CharterPage;
  readonly draft: NonNullable<CharterPage['draft']>;
  readonly onShow: (text: ShownText) => void;
}

/** The draft: its words, its matrix, what it changes; kept by a button, then offered to both leads. */
export function DraftEditor({ page, draft, onShow }: DraftEditorProps) {
  const written = useDraft(draft);
  const { charter, setCharter } = written;
  const mayWrite = useMe().permissions.includes('document.draft');
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
        aside={mayWrite ? <DraftActs written={written} onGone={() => onShow('in-force')} /> : undefined}
      >
        <Meanwhile written={written} />
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
      <OfferPanel inForce={page.inForce} written={written} onOffered={onShow} />
    </>
  );
}

/** Somebody else kept another draft while this one was written: which one goes on. */
function Meanwhile({ written: { theirs, settle } }: { readonly written: WrittenDraft }) {
  if (theirs === null) return null;
  return (
    <div className="error-panel" role="status">
      <p>
        <b>{theirs.savedBy} kept another draft meanwhile.</b>
      </p>
      <div className="row">
        <Button onClick={() => settle('theirs')}>Take theirs</Button>
        <Button onClick={() => settle('mine')}>Go on with mine</Button>
      </div>
    </div>
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
