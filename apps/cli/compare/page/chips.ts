import type { Owner } from '@baton/domain/evidence/team.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { Html, html } from './html.ts';

/** A team's chip: swatch and word. */
export function teamChip(owner: Owner): Html {
  const word = { it: 'IT', infosec: 'InfoSec', both: 'Both', none: 'None' }[owner];
  return html`<span class="team ${owner}"><i class="swatch ${owner}"></i>${word}</span>`;
}

/** A verdict's chip: shape and word. */
export function verdictChip(verdict: Verdict): Html {
  return html`<span class="verdict ${verdict}">${verdictShape(verdict)}${verdict}</span>`;
}

/** A verdict's shape alone: where the word stands beside it. */
export function verdictShape(verdict: Verdict): Html {
  const shapes: Record<Verdict, string> = {
    proven:
      '<circle cx="6" cy="6" r="6" fill="var(--proven)"/><path d="M3.2 6.2 5.2 8.2 8.9 4.2" fill="none" stroke="var(--surface)" stroke-width="1.6"/>',
    open: '<circle cx="6" cy="6" r="4.9" fill="none" stroke="var(--open)" stroke-width="2"/>',
    disputed:
      '<circle cx="6" cy="6" r="5" fill="none" stroke="var(--disputed)" stroke-width="1.6"/><path d="M6 1a5 5 0 0 0 0 10z" fill="var(--disputed)"/>',
    unproven:
      '<circle cx="6" cy="6" r="5" fill="none" stroke="var(--unproven)" stroke-width="1.7" stroke-dasharray="2.6 2.1"/>',
    excepted: '<path d="M1.5 1.5h9v9h-9zM1.5 10.5l9-9" fill="none" stroke="var(--excepted)" stroke-width="1.5"/>',
  };
  return html`<svg class="verdict-shape" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">${new Html(shapes[verdict])}</svg>`;
}
