/** A text that LIKE finds anywhere: what the text itself contains of LIKE's own signs is meant as it is. */
export function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
