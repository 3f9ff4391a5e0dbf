import { type ReactNode, useEffect, useRef } from 'react';

interface OpenedFormProps {
  readonly onLeave: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

const FIELDS = 'input, textarea, select';

/** A form that a button has opened in the page: its first field has the focus, Esc leaves it, and then the focus is where it was. */
export function OpenedForm({ onLeave, className = '', children }: OpenedFormProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    const first = ref.current?.querySelector(FIELDS) ?? ref.current?.querySelector('button');
    if (first instanceof HTMLElement) first.focus();
    return () => {
      // Whoever has gone elsewhere meanwhile stays there.
      if (opener instanceof HTMLElement && opener.isConnected && document.activeElement === document.body)
        opener.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc of the fields within; every act has its button.
    <div
      ref={ref}
      className={className}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onLeave();
      }}
    >
      {children}
    </div>
  );
}
