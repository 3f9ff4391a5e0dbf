import type { ReactNode } from 'react';
import './panel.css';

interface PanelProps {
  /** The panel's head; left out where the panel is a part of a larger one. */
  readonly title?: ReactNode;
  /** Said after the title in grey: "7,933 cells lie between". */
  readonly note?: ReactNode;
  /** On the right of the head. */
  readonly aside?: ReactNode;
  readonly label?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A surface with a hairline, without a shadow. */
export function Panel({ title, note, aside, label, className = '', children }: PanelProps) {
  return (
    <section className={`panel ${className}`} aria-label={label}>
      {title === undefined ? null : (
        <div className="panel-head">
          <h2>{title}</h2>
          {note === undefined ? null : <span className="faint small">{note}</span>}
          <span className="space" />
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** A row of words to choose from, each with its count in grey; the chosen one stands on `--surface-3`. */
export function Tabs({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset className="tabs">
      <legend className="unseen">{label}</legend>
      {children}
    </fieldset>
  );
}

interface TabProps {
  readonly chosen: boolean;
  readonly count?: string | undefined;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

export function Tab({ chosen, count, onChoose, children }: TabProps) {
  return (
    <button type="button" aria-pressed={chosen} onClick={onChoose}>
      {children}
      {count === undefined ? null : <span>{count}</span>}
    </button>
  );
}
