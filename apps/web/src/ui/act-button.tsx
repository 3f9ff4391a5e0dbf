import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { ErrorPanel } from './states.tsx';

interface ActButtonProps {
  readonly onAct: () => Promise<unknown>;
  readonly closed?: string | undefined;
  readonly children: ReactNode;
}

/** A button for what takes a moment and may fail: it waits for it, and says beside it what went wrong. */
export function ActButton({ onAct, closed, children }: ActButtonProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const act = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    await onAct().catch(setError);
    setBusy(false);
  };
  return (
    <>
      <Button closed={closed} busy={busy} onClick={() => void act()}>
        {children}
      </Button>
      {error === null ? null : <ErrorPanel error={error} />}
    </>
  );
}
