import { PasswordInput, TextInput, type TextInputProps } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { ErrorPanel } from './states.tsx';
import './form.css';

/** What was written into a form's fields. */
export interface FormValues {
  /** A field's text, trimmed; empty where it was left so. Passwords are given as written. */
  readonly text: (name: string) => string;
}

export interface FormProps {
  /** The button: a verb. */
  readonly action: string;
  readonly onSend: (values: FormValues) => Promise<void>;
  readonly primary?: boolean;
  /** Why it cannot be sent. */
  readonly closed?: string | undefined;
  readonly inline?: boolean;
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** Fields and one button. What the server says against it stands below, in the page. */
export function Form({ action, onSend, primary = true, closed, inline = false, aside, children }: FormProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const text = (name: string): string => {
      const value = data.get(name);
      if (typeof value !== 'string') return '';
      const field = form.elements.namedItem(name);
      return field instanceof HTMLInputElement && field.autocomplete.endsWith('-password') ? value : value.trim();
    };
    setBusy(true);
    setError(null);
    try {
      await onSend({ text });
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={inline ? 'form inline' : 'form'} onSubmit={(event) => void send(event)}>
      {children}
      <div className="row">
        <Button type="submit" primary={primary} busy={busy} closed={closed}>
          {action}
        </Button>
        {aside}
      </div>
      {error ? <ErrorPanel error={error} /> : null}
    </form>
  );
}

export function TextField({
  name,
  label,
  ...rest
}: { readonly name: string; readonly label: string } & TextInputProps) {
  return <TextInput name={name} label={label} required withAsterisk={false} {...rest} />;
}

interface PasswordFieldProps {
  readonly name?: string;
  readonly label?: string;
  readonly isNew?: boolean;
  readonly autoComplete?: string;
  /** Left empty, what is kept stays. */
  readonly required?: boolean;
}

const LEAST_LENGTH = 12;

export function PasswordField({
  name = 'password',
  label = 'Password',
  isNew = false,
  autoComplete,
  required = true,
}: PasswordFieldProps) {
  return (
    <PasswordInput
      name={name}
      label={label}
      required={required}
      withAsterisk={false}
      autoComplete={autoComplete ?? (isNew ? 'new-password' : 'current-password')}
      {...(isNew
        ? { minLength: LEAST_LENGTH, description: `At least ${LEAST_LENGTH} characters. Length is what counts.` }
        : {})}
    />
  );
}

interface ChoiceProps<Value extends string> {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly initial?: Value;
  readonly onChange?: (value: Value) => void;
}

/** One of a few words. */
export function Choice<Value extends string>({ name, label, options, initial, onChange }: ChoiceProps<Value>) {
  return (
    <label className="choice">
      <span>{label}</span>
      <select
        className="select"
        name={name}
        defaultValue={initial}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange?.(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
