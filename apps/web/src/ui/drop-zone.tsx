import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import './drop-zone.css';

interface DropZoneProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly many?: boolean;
  readonly busy?: boolean;
  /** Why nothing is taken here. It stays visible and says so. */
  readonly closed?: string | undefined;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A place to drop files on, which is also a button that asks for them. */
export function DropZone({
  onFiles,
  many = false,
  busy = false,
  closed,
  label = 'Choose a file',
  children,
}: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const shut = busy || closed !== undefined;
  const take = (files: FileList | null): void => {
    if (files && files.length > 0 && !shut) onFiles([...files].slice(0, many ? undefined : 1));
  };
  const hover = (event: DragEvent, here: boolean): void => {
    event.preventDefault();
    setOver(here && !shut);
  };
  return (
    <>
      <button
        type="button"
        className="drop-zone"
        data-over={over || undefined}
        aria-busy={busy || undefined}
        aria-disabled={shut || undefined}
        onClick={() => !shut && input.current?.click()}
        onDragOver={(event) => hover(event, true)}
        onDragLeave={(event) => hover(event, false)}
        onDrop={(event) => {
          hover(event, false);
          take(event.dataTransfer.files);
        }}
      >
        {closed ?? children}
      </button>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={label}
        multiple={many}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
    </>
  );
}
