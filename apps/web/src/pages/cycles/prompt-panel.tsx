import { addEntry, type RetrospectiveDto, type ReviewEntry, takeEntryBack } from '@baton/contract/retrospectives.ts';
import { PROMPT_WORDS, type Prompt } from '@baton/domain/cycles/review.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { refreshReview } from './refresh-review.ts';

interface PromptPanelProps {
  readonly prompt: Prompt;
  readonly data: RetrospectiveDto;
}

/** One prompt: what people of both teams wrote, each with their name, and a field to write. */
export function PromptPanel({ prompt, data: { cycle, entries } }: PromptPanelProps) {
  const me = useMe();
  const own = entries.filter((entry) => entry.prompt === prompt);
  const { title, ask } = PROMPT_WORDS[prompt];
  const params = { number: cycle.number };
  const closed = cycle.state === 'closed';
  return (
    <Panel title={title} className="prompt">
      <div className="panel-body stack">
        {own.length === 0 ? <p className="small faint">Nobody has written here yet.</p> : null}
        <ul className="entries">
          {own.map((entry) => (
            <Entry
              key={entry.entryId}
              entry={entry}
              onTakeBack={
                closed || entry.by.personId !== me.personId
                  ? undefined
                  : () => call(takeEntryBack, { params: { ...params, entryId: entry.entryId } }).then(refreshReview)
              }
            />
          ))}
        </ul>
        {closed ? null : (
          <div className="no-print">
            <Form
              key={own.length}
              action="Write it down"
              primary={false}
              closed={me.permissions.includes('cycle.write') ? undefined : 'Viewers read; members and leads write'}
              onSend={async ({ text }) => {
                await call(addEntry, { params, body: { prompt, words: text('words') } });
                await refreshReview();
              }}
            >
              <Textarea name="words" label={ask} required withAsterisk={false} autosize minRows={2} maxLength={2000} />
            </Form>
          </div>
        )}
      </div>
    </Panel>
  );
}

interface EntryProps {
  readonly entry: ReviewEntry;
  readonly onTakeBack: (() => Promise<void>) | undefined;
}

function Entry({ entry: { words, by, at }, onTakeBack }: EntryProps) {
  const [error, setError] = useState<Error | null>(null);
  return (
    <li>
      <p className="entry-words">{words}</p>
      <div className="row small">
        <TeamChip owner={by.team} />
        <span>{by.name}</span>
        <span className="faint">
          <Stamp at={at} />
        </span>
        <span className="space" />
        {onTakeBack === undefined ? null : (
          <Button className="no-print" onClick={() => void onTakeBack().catch(setError)}>
            Take back
          </Button>
        )}
      </div>
      {error === null ? null : <ErrorPanel error={error} />}
    </li>
  );
}
