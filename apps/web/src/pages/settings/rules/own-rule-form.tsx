import { ownRule } from '@baton/contract/rule-set.ts';
import type { RuleSetState } from '@baton/contract/rules.ts';
import { Textarea } from '@mantine/core';
import type { z } from 'zod';
import { Button } from '../../../ui/button.tsx';
import { Choice, Form, TextField } from '../../../ui/form.tsx';

type Own = z.infer<typeof ownRule>;

interface OwnRuleFormProps {
  /** Null for a new one. */
  readonly rule: Own | null;
  readonly facts: RuleSetState['facts'];
  readonly onKeep: (rule: Own) => void;
  readonly onLeave: () => void;
}

const EXAMPLE = {
  all: [
    { fact: 'it.says', is: 'installed' },
    { fact: 'fix.name', matches: 'openssl*' },
    { fact: 'it.lastSeen', olderThanHours: 48 },
  ],
};

const OWNERS = [
  { value: 'it', label: 'IT' },
  { value: 'infosec', label: 'InfoSec' },
  { value: 'both', label: 'Both' },
] as const;

/** One own rule: its words, who moves next, and its condition as data. */
export function OwnRuleForm({ rule, facts, onKeep, onLeave }: OwnRuleFormProps) {
  return (
    <div className="panel-body own-rule">
      <Form
        action={rule ? 'Change it in the draft' : 'Add it to the draft'}
        primary={false}
        aside={<Button onClick={onLeave}>Leave</Button>}
        onSend={async ({ text }) => onKeep(readRule(text))}
      >
        <div className="own-rule-fields">
          <TextField
            name="id"
            label="Id"
            defaultValue={rule?.id ?? 'own-'}
            readOnly={rule !== null}
            pattern="own-[a-z0-9][a-z0-9\-]*"
            maxLength={44}
          />
          <TextField name="label" label="Cause in words" defaultValue={rule?.label} maxLength={27} />
          <TextField
            name="nextAction"
            label="Next action, a verb first"
            defaultValue={rule?.nextAction}
            maxLength={40}
          />
          <Choice name="owner" label="Moves next" options={OWNERS} initial={rule?.owner ?? 'both'} />
        </div>
        <TextField
          name="summary"
          label="Half a sentence after the cause"
          defaultValue={rule?.summary}
          maxLength={200}
        />
        <TextField
          name="explanation"
          label="Explanation; {device}, {fix} and any fact in braces are filled in"
          defaultValue={rule?.explanation}
          maxLength={500}
        />
        <Textarea
          name="when"
          label="Condition: all, any, not, and tests of facts"
          className="condition"
          required
          withAsterisk={false}
          autosize
          minRows={6}
          spellCheck={false}
          defaultValue={JSON.stringify(rule?.when ?? EXAMPLE, null, 2)}
        />
      </Form>
      <details>
        <summary>{facts.length} facts that a condition may ask for</summary>
        <dl className="facts">
          {facts.map(({ name, about, tests }) => (
            <div key={name} className="fact">
              <dt className="machine">{name}</dt>
              <dd>
                {about} <span className="faint">({tests.join(', ')})</span>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

/** The form’s fields as a rule. @throws Error with the exact place of what is wrong */
function readRule(text: (name: string) => string): Own {
  const parsed = ownRule.safeParse({
    id: text('id'),
    label: text('label'),
    summary: text('summary'),
    explanation: text('explanation'),
    nextAction: text('nextAction'),
    owner: text('owner'),
    when: parseJson(text('when')),
  });
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new Error(`${first?.path.join('.')}: ${first?.message}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The condition is no JSON: ${cause instanceof Error ? cause.message : 'unreadable'}.`, { cause });
  }
}
