import { formatScope, parseScope, type Scope } from '@baton/domain/scope/scope.ts';
import { scopeWords } from '@baton/presentation/scope-words.ts';
import { Popover } from '@mantine/core';
import { useState } from 'react';
import { useHeldView } from '../held-view.ts';
import { Icon } from '../ui/icons.tsx';
import { ALL_DEVICES } from '../urls.ts';
import { useChangeView } from './change-view.ts';
import { keepScope } from './recent-scopes.ts';
import { ScopeChoice } from './scope-choice.tsx';
import '../ui/choice.css';

/** Of which devices the pages speak: kinds and values with their devices, and the scopes shown lately. */
export function ScopeControl() {
  const { scope } = useHeldView();
  const change = useChangeView();
  const [open, setOpen] = useState(false);
  const words = scopeWords(scope);
  const show = (text: string): void => {
    setOpen(false);
    if (text !== '') keepScope(text);
    change({ scope: text === '' ? ALL_DEVICES : text });
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={400} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className="choice-button"
          aria-haspopup="dialog"
          onClick={() => setOpen(!open)}
          title={words}
        >
          <span className="key">Scope</span>
          <b>{words}</b>
          <Icon name="down" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Scope" className="choice-pop">
        {open ? <ScopeChoice scope={readScope(scope)} onShow={(next) => show(formatScope(next))} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

function readScope(text: string | undefined): Scope {
  const read = parseScope(text ?? '');
  return 'scope' in read ? read.scope : [];
}
