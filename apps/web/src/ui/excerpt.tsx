import type { Team } from '@baton/domain/evidence/team.ts';
import { Fragment } from 'react';
import './excerpt.css';

interface ExcerptProps {
  readonly text: string;
  /** The words that decided, underlined in the team's colour. */
  readonly deciding?: readonly string[];
  readonly team: Team;
}

/** What a tool really said, raw, with the deciding words underlined. */
export function Excerpt({ text, deciding = [], team }: ExcerptProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long excerpt scrolls, and keys must be able to
    <section className={`excerpt ${team}`} tabIndex={0} aria-label="What the tool said">
      <pre>
        {splitAt(text, deciding).map((piece) => (
          <Fragment key={piece.at}>{piece.decides ? <mark>{piece.text}</mark> : piece.text}</Fragment>
        ))}
      </pre>
    </section>
  );
}

interface Piece {
  readonly at: number;
  readonly text: string;
  readonly decides: boolean;
}

/** Cuts a text where the deciding words stand, the longest first where they overlap. */
export function splitAt(text: string, deciding: readonly string[]): Piece[] {
  const words = [...new Set(deciding)].filter((each) => each !== '').sort((a, b) => b.length - a.length);
  if (words.length === 0) return [{ at: 0, text, decides: false }];
  const pattern = new RegExp(words.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) pieces.push({ at: from, text: text.slice(from, match.index), decides: false });
    pieces.push({ at: match.index, text: match[0], decides: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ at: from, text: text.slice(from), decides: false });
  return pieces;
}
