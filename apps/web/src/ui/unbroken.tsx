import { unbrokenParts } from './unbroken-parts.ts';

/** A text in which names stay on one line: no line ends after the hyphen of "EX-12". What is copied is what was written. */
export function Unbroken({ children }: { readonly children: string }) {
  return unbrokenParts(children).map(({ at, text, isName }) =>
    isName ? (
      <span key={at} className="one-line">
        {text}
      </span>
    ) : (
      text
    ),
  );
}
