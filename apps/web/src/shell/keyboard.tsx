import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useGo } from '../held-view.ts';
import { urls } from '../urls.ts';

const GO: Record<string, { readonly word: string; readonly to: () => string }> = {
  b: { word: 'Board', to: urls.board },
  r: { word: 'Remediations', to: urls.remediations },
  e: { word: 'Disagreements', to: urls.disagreements },
  x: { word: 'Exceptions', to: urls.exceptions },
  d: { word: 'Devices', to: urls.devices },
  y: { word: 'Cycles', to: urls.cycles },
  c: { word: 'Charter', to: urls.charter },
  v: { word: 'Imports', to: urls.imports },
  k: { word: 'Knowledge', to: urls.knowledge },
  s: { word: 'Settings', to: () => urls.settings() },
};

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search'],
  ['j', 'next row'],
  ['k', 'row before'],
  ['Enter', 'open'],
  ['x', 'choose the row'],
  ['.', 'the page’s next step'],
  ['?', 'all keys'],
];

const SECOND_KEY_MS = 1200;

/** Whether keys are letters there. A box that is ticked takes none: j and k go on after a row was chosen. */
function typing(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && /^(checkbox|radio|button|file)$/.test(target.type)) return false;
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Moves the focus among the rows of a list: their first link is what a row is known by. */
function moveRow(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row] a, a[data-row]')].filter(
    (link, index, all) =>
      all.findIndex((other) => other.closest('[data-row]') === link.closest('[data-row]')) === index,
  );
  const row = document.activeElement?.closest('[data-row]');
  const here = links.findIndex((link) => link.closest('[data-row]') === row);
  const current = links.findIndex((link) => link.getAttribute('aria-current') === 'true');
  const from = here >= 0 ? here : current;
  links[from < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, from + step))]?.focus();
}

/** What the page would have done next; where that is the other team's, the first thing that may be done here. */
function nextStep(): HTMLElement | null {
  return document.querySelector<HTMLElement>('main [data-primary]') ?? document.querySelector('main .acts button');
}

/** The keys that work on every page, and the list of them under `?`. */
export function Keyboard() {
  const [help, setHelp] = useState(false);
  const go = useGo();
  useEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
      const destination = Date.now() < goUntil ? GO[event.key] : undefined;
      goUntil = 0;
      const button = document.querySelector<HTMLElement>(`main [data-key="${CSS.escape(event.key)}"]`);
      if (destination) go(destination.to());
      else if (button) button.click();
      else if (event.key === 'g') goUntil = Date.now() + SECOND_KEY_MS;
      else if (event.key === '/') document.getElementById('search')?.focus();
      else if (event.key === 'j') moveRow(1);
      else if (event.key === 'k') moveRow(-1);
      else if (event.key === '.') nextStep()?.focus();
      else if (event.key === 'x')
        document.activeElement?.closest('[data-row]')?.querySelector<HTMLElement>('[data-row-choice]')?.click();
      else if (event.key === '?') setHelp(true);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [go]);
  return (
    <Modal opened={help} onClose={() => setHelp(false)} title="Keys" size="sm">
      <dl className="facts keys">
        {KEYS.map(([key, does]) => (
          <KeyRow key={key} keys={[key]} does={does} />
        ))}
        {Object.entries(GO).map(([key, { word }]) => (
          <KeyRow key={key} keys={['g', key]} does={word} />
        ))}
      </dl>
    </Modal>
  );
}

function KeyRow({ keys, does }: { readonly keys: readonly string[]; readonly does: string }) {
  return (
    <>
      <dt className="row">
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </>
  );
}
