import type { ButtonHTMLAttributes, ReactNode } from 'react';
import './button.css';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  readonly primary?: boolean;
  /** Why the action is closed. It stays visible and says so; a closed button cannot be pressed. */
  readonly closed?: string | undefined;
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** A verb with its number. One primary a page, in ink: the next step of whoever is looking. */
export function Button({
  primary = false,
  closed,
  busy = false,
  children,
  onClick,
  className = '',
  ...rest
}: ButtonProps) {
  const shut = closed !== undefined || busy;
  return (
    <button
      type="button"
      {...rest}
      className={`button ${primary && closed === undefined ? 'primary' : ''} ${className}`}
      data-primary={primary || undefined}
      aria-disabled={shut || undefined}
      aria-busy={busy || undefined}
      title={closed ?? rest.title}
      onClick={(event) => {
        if (shut) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
    </button>
  );
}
