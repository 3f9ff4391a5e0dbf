import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';

interface SearchBoxProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onSearch: (text: string | undefined) => void;
}

/** A filter by name; what is written goes into the address after a moment. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value ?? '');
  const send = useDebouncedCallback((next: string) => onSearch(next.trim() === '' ? undefined : next.trim()), 250);
  useEffect(() => setText(value ?? ''), [value]);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      value={text}
      size="sm"
      maxLength={100}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
    />
  );
}
