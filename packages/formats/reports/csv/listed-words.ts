/** The words of a cell that lists several: "lab; pilot". */
export function listedWords(raw: string): readonly string[] {
  return raw
    .split(/[,;|\n]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
