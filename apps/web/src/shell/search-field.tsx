import { search } from '@baton/contract/knowledge.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useId, useState } from 'react';
import { useRead } from '../api/use-read.ts';
import { useGo } from '../held-view.ts';
import { Icon } from '../ui/icons.tsx';
import { titleBeside } from '../ui/title-beside.ts';
import { urls } from '../urls.ts';

type Found = { readonly kind: 'device' | 'fix' | 'vulnerability' | 'remediation'; readonly id: string };

function addressOf({ kind, id }: Found): string {
  switch (kind) {
    case 'device':
      return urls.device(id);
    case 'remediation':
      return urls.remediation(id);
    case 'fix':
      return urls.fix(id);
    case 'vulnerability':
      return urls.knowledge({ search: id });
  }
}

/** Finds devices, CVEs, KBs and packages by the beginning of their names; `/` comes here. */
export function SearchField() {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const listId = useId();
  const follow = useGo();
  const [asked] = useDebouncedValue(text.trim(), 150);
  const found = useRead(search, { query: { q: asked }, enabled: asked !== '', keep: true });
  const results = asked === '' ? [] : (found.data?.results ?? []);
  const shown = open && asked !== '';
  const go = (result: Found | undefined): void => {
    if (!result) return;
    setOpen(false);
    setText('');
    document.getElementById('search')?.blur();
    follow(addressOf(result));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'ArrowDown') setAt((now) => Math.min(results.length - 1, now + 1));
    else if (event.key === 'ArrowUp') setAt((now) => Math.max(0, now - 1));
    else if (event.key === 'Enter') go(results[at]);
    else if (event.key === 'Escape') event.currentTarget.blur();
    else return;
    event.preventDefault();
  };
  return (
    <search className="find">
      <Icon name="search" />
      <input
        id="search"
        role="combobox"
        aria-label="Search devices, CVEs, KBs and packages"
        aria-expanded={shown}
        aria-controls={listId}
        aria-activedescendant={shown && results[at] ? `${listId}-${at}` : undefined}
        autoComplete="off"
        placeholder="Device, CVE, KB, package"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <kbd>/</kbd>
      <div id={listId} role="listbox" aria-label="Found" className="found" hidden={!shown}>
        {results.map((result, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above moves through the list by keys
          <div
            key={`${result.kind} ${result.id}`}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onMouseDown={(event) => event.preventDefault()}
            onMouseEnter={() => setAt(index)}
            onClick={() => go(result)}
          >
            <span className="faint found-kind">{result.kind}</span>
            <b>{result.title}</b>
            <span className="faint found-detail">{titleBeside(result.title, result.detail)}</span>
          </div>
        ))}
        {shown && results.length === 0 ? (
          <p className="faint found-none">
            {found.isError ? found.error.message : found.isFetching ? 'Looking …' : `Nothing begins with “${asked}”.`}
          </p>
        ) : null}
      </div>
    </search>
  );
}
