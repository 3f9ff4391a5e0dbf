import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Form, type FormValues } from '../../ui/form.tsx';
import { OpenedForm } from '../../ui/opened-form.tsx';
import { refreshRemediation } from './refresh-remediation.ts';

type Stay = RemediationDetail['work']['stays'][number];

/** An act beside the baton as it is offered to whoever looks; undefined where it is of no such place. */
export function stayOf({ work }: RemediationDetail, act: Stay['act']): Stay | undefined {
  return work.stays.find((stay) => stay.act === act);
}

interface OpensFormProps {
  /** What the button says; with it the form opens in place. */
  readonly label: string;
  /** What the form's own button says, where that is more. */
  readonly action?: string;
  /** Not offered at all: nothing shows. Offered with a reason against it: closed, and says so. */
  readonly stay: Stay | undefined;
  /** What else stands against it. */
  readonly closed?: string | undefined;
  readonly onSend: (values: FormValues) => Promise<unknown>;
  readonly children: ReactNode;
}

/** A button that opens its form in place. What was done stands in the page afterwards, and in the timeline. */
export function OpensForm({ label, action = label, stay, closed, onSend, children }: OpensFormProps) {
  const [open, setOpen] = useState(false);
  // The button comes back where the form was: then it has the focus again.
  const [wasOpen, setWasOpen] = useState(false);
  const leave = (): void => {
    setOpen(false);
    setWasOpen(true);
  };
  if (!stay) return null;
  if (!open) {
    return (
      <Button autoFocus={wasOpen} onClick={() => setOpen(true)} closed={stay.why ?? closed}>
        {label}
      </Button>
    );
  }
  return (
    <OpenedForm className="opened-form" onLeave={leave}>
      <Form
        action={action}
        primary={false}
        aside={<Button onClick={leave}>Leave it</Button>}
        onSend={async (values) => {
          await onSend(values);
          leave();
          await refreshRemediation();
        }}
      >
        {children}
      </Form>
    </OpenedForm>
  );
}

/** Words that go with an act. */
export function NoteField({ label, required = true }: { readonly label: string; readonly required?: boolean }) {
  return (
    <Textarea
      name="note"
      label={label}
      required={required}
      withAsterisk={false}
      maxLength={4000}
      autosize
      minRows={2}
    />
  );
}
