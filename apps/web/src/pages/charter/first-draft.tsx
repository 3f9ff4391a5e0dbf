import { readCharter, saveCharterDraft } from '@baton/contract/charter.ts';
import { DEFAULT_ANSWERS, type GuidedAnswers, guidedDraft } from '@baton/domain/charter/guided-draft.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { Form } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';

interface Question<Name extends keyof GuidedAnswers> {
  readonly name: Name;
  readonly asks: string;
  readonly answers: readonly { readonly value: GuidedAnswers[Name]; readonly label: string }[];
}

type AnyQuestion = { readonly [Name in keyof GuidedAnswers]: Question<Name> }[keyof GuidedAnswers];

const QUESTIONS: readonly AnyQuestion[] = [
  {
    name: 'approving',
    asks: 'Who lets a tested fix go to the fleet?',
    answers: [
      { value: 'lead', label: 'The lead of IT' },
      { value: 'everybody', label: 'IT’s members too' },
    ],
  },
  {
    name: 'deploying',
    asks: 'Who deploys and restarts?',
    answers: [
      { value: 'everybody', label: 'Everybody in IT' },
      { value: 'lead', label: 'The lead of IT only' },
    ],
  },
  {
    name: 'verifying',
    asks: 'Who looks again and closes?',
    answers: [
      { value: 'everybody', label: 'Everybody in InfoSec' },
      { value: 'lead', label: 'The lead of InfoSec only' },
    ],
  },
  {
    name: 'exceptions',
    asks: 'Who answers for exceptions? Both sign them.',
    answers: [
      { value: 'infosec', label: 'The lead of InfoSec' },
      { value: 'it', label: 'The lead of IT' },
    ],
  },
  {
    name: 'reporting',
    asks: 'Who answers for the one report?',
    answers: [
      { value: 'it', label: 'The lead of IT' },
      { value: 'infosec', label: 'The lead of InfoSec' },
    ],
  },
];

/** Five questions that two leads settle together, and the draft that follows from them. */
export function FirstDraft({ onSaved }: { readonly onSaved: () => void }) {
  const [answers, setAnswers] = useState<GuidedAnswers>(DEFAULT_ANSWERS);
  return (
    <Panel
      title="Write the first charter together"
      note="five questions, then every cell can be changed"
      className="no-print"
    >
      <div className="panel-body">
        <Form
          action="Start the draft"
          onSend={async () => {
            const charter = guidedDraft(answers);
            const body = { seenRevision: 0, charter: { ...charter, people: [...charter.people] } };
            await call(saveCharterDraft, { body });
            await queryClient.invalidateQueries({ queryKey: [readCharter.path] });
            onSaved();
          }}
        >
          <div className="guided">
            {QUESTIONS.map((question) => (
              <fieldset key={question.name}>
                <legend>{question.asks}</legend>
                {question.answers.map(({ value, label }) => (
                  <label key={value}>
                    <input
                      type="radio"
                      name={question.name}
                      checked={answers[question.name] === value}
                      onChange={() => setAnswers({ ...answers, [question.name]: value })}
                    />
                    {label}
                  </label>
                ))}
              </fieldset>
            ))}
          </div>
        </Form>
      </div>
    </Panel>
  );
}
