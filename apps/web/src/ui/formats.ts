
/** A share from 0 to 1, for faces and bars only; 0 where nothing is counted. */
export function shareOf({ numerator, denominator }: Fraction): number {
  return denominator === 0 ? 0 : numerator / denominator;
}
