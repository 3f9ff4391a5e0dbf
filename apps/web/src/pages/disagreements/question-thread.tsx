import { answerQuestion, type QuestionDto } from '@baton/contract/questions.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { TeamChip, teamName } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';
import './question-thread.css';

/** What one team asked the other about cells, what was said, and the place to answer. */
export function QuestionThread({
  question,
  about = true,
}: {
  readonly question: QuestionDto;
  readonly about?: boolean;
}) {
  const { team } = useMe();
  const [open, setOpen] = useState(question.waitsFor === team);
  const asked = team === question.askedTeam;
  return (
    <article className="thread" aria-label={`Question of ${teamName(question.askingTeam)}`}>
      <div className="row wrap small">
        <b>{question.kind === 'dispute' ? `Said to be wrong: ${question.causeLabel ?? 'the cause'}` : 'Question'}</b>
        {about ? <About question={question} /> : null}
        <span className="space" />
        {question.waitsFor === null ? (
          <span className="faint">answered</span>
        ) : (
          <span className="row">
            waits for <TeamChip owner={question.waitsFor} />
          </span>
        )}
      </div>
      <ol className="messages">
        {question.messages.map((message) => (
          <li key={message.at}>
            <span className="row small">
              <TeamChip owner={message.byTeam} />
              <b>{message.byName}</b>
              <span className="faint">
                <Stamp at={message.at} />
              </span>
            </span>
            <p>{message.text}</p>
          </li>
        ))}
      </ol>
      {open ? (
        <Form
          action={asked ? 'Answer' : 'Ask again'}
          primary={false}
          closed={question.mayAnswer ? undefined : `This is for a lead or member of ${teamName(team)}`}
          onSend={async (values) => {
            await call(answerQuestion, { params: { questionId: question.id }, body: { text: values.text('text') } });
            setOpen(false);
            await queryClient.invalidateQueries({
              predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/api/disagreements'),
            });
          }}
        >
          <Textarea
            name="text"
            aria-label={asked ? 'Answer' : 'Question'}
            required
            maxLength={4000}
            autosize
            minRows={1}
          />
        </Form>
      ) : (
        <div>
          <Button onClick={() => setOpen(true)}>{asked ? 'Say more' : 'Ask again'}</Button>
        </div>
      )}
    </article>
  );
}

function About({ question: { first, cells, devices } }: { readonly question: QuestionDto }) {
  return (
    <span className="quiet">
      {cells === 1 ? '' : `${formatCounted(cells, 'cell')} on ${formatCounted(devices, 'device')}, such as `}
      <PageLink className="link machine" to={urls.cell(first.deviceId, first.fix)}>
        {first.device} × {first.fix}
      </PageLink>
    </span>
  );
}
