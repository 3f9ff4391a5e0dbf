import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { useCarried } from '../held-view.ts';

/** Follows an address of ours without loading the page again; new tabs and foreign buttons stay the browser's. */
export function useFollow(): (href: string) => (event: MouseEvent<Element>) => void {
  const router = useRouter();
  return (href) => (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    router.history.push(href);
  };
}

interface PageLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** An address built in urls.ts. */
  readonly to: string;
  readonly children: ReactNode;
}

/** A link to a page of ours; the scope and day of this page go along. */
export function PageLink({ to, children, onClick, ...rest }: PageLinkProps) {
  const follow = useFollow();
  const href = useCarried(to);
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        follow(href)(event);
      }}
    >
      {children}
    </a>
  );
}
