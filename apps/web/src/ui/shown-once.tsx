import { CopyButton } from '@mantine/core';
import { Button } from './button.tsx';

/** A link or key that is shown this once, with a button that copies it. */
export function ShownOnce({ text, children }: { readonly text: string; readonly children: React.ReactNode }) {
  return (
    <div role="status">
      <p className="small">{children}</p>
      <div className="secret">
        <code>{text}</code>
        <CopyButton value={text}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
        </CopyButton>
      </div>
    </div>
  );
}
