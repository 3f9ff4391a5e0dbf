/** What an exception is about: one fix, or every fix of one product for as long as it lasts. */
export type ExceptionTarget =
  | { readonly kind: 'fix'; readonly fix: string }
  /** "pkg:openssl", as fixes name their product. */
  | { readonly kind: 'product'; readonly product: string };

/** A fix, as exceptions tell which they are about. */
interface FixOfProduct {
  readonly id: string;
  readonly product: string;
}

/** An exception that both teams signed, as judging one device reads it. Milliseconds since 1970, half open. */
export interface HeldException {
  readonly exceptionId: string;
  /** As people name it: "EX-12". */
  readonly name: string;
  readonly target: ExceptionTarget;
  readonly from: number;
  readonly until: number;
}

/** The exception that sets a fix aside at a moment: the one that lasts longest, so that the same ones always give the same. */
export function exceptionOf(
  exceptions: readonly HeldException[],
  fix: FixOfProduct,
  now: number,
): HeldException | null {
  let longest: HeldException | null = null;
  for (const one of exceptions) {
    if (now < one.from || now >= one.until || !isAbout(one.target, fix)) continue;
    if (longest === null || one.until > longest.until || (one.until === longest.until && one.name < longest.name)) {
      longest = one;
    }
  }
  return longest;
}

function isAbout(target: ExceptionTarget, { id, product }: FixOfProduct): boolean {
  return target.kind === 'fix' ? target.fix === id : target.product === product;
}

/** "EX-12" */
export function exceptionName(number: number): string {
  return `EX-${number}`;
}
