/** The answer of every comparison: before, the same, after. */
export type Order = -1 | 0 | 1;

/** Orders two numbers. */
export function orderOf(a: number, b: number): Order {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Orders two runs of decimal digits of any length as numbers, without losing the digits that a double cannot hold
 * (versions such as 20240913123456789012 exist). An empty run is zero.
 */
export function orderOfDigits(a: string, b: string): Order {
  const left = withoutLeadingZeros(a);
  const right = withoutLeadingZeros(b);
  if (left.length !== right.length) return left.length < right.length ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Orders two texts by code unit, as `strcmp` does for ASCII. */
export function orderOfText(a: string, b: string): Order {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withoutLeadingZeros(digits: string): string {
  let from = 0;
  while (from < digits.length && digits.charCodeAt(from) === 48) from += 1;
  return from === 0 ? digits : digits.slice(from);
}

/** Whether the character code is an ASCII digit. NaN (past the end) is not. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether the character code is an ASCII letter. NaN (past the end) is not. */
export function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
