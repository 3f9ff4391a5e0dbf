import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import './drop-zone.css';

interface DropZoneProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly many?: boolean;
  readonly busy?: boolean;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A place to drop files on, which is also a button that asks for them. */
export function DropZone({ onFiles, many = false, busy = false, label = 'Choose a file', children }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    if (files && files.length > 0 && !busy) onFiles([...files].slice(0, many ? undefined : 1));
  };
  const hover = (event: DragEvent, here: boolean): void => {
    event.preventDefault();
    setOver(here);
  };
  return (
    <>
      <button
        type="button"
        className="drop-zone"
        data-over={over || undefined}
        aria-busy={busy || undefined}
        onClick={() => !busy && input.current?.click()}
        onDragOver={(event) => hover(event, true)}
        onDragLeave={(event) => hover(event, false)}
        onDrop={(event) => {
          hover(event, false);
          take(event.dataTransfer.files);
        }}
      >
        {children}
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
