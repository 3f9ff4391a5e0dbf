/** Hands a text to the reader as a file. */
export function saveText(fileName: string, text: string, type = 'text/csv'): void {
  saveFile(fileName, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** Hands bytes to the reader as a file. */
export function saveFile(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** One row of a CSV. A cell that a spreadsheet would run as a formula is kept as text. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return cells
    .map((cell) =>
      quoted(cell === null ? '' : typeof cell === 'number' ? String(cell) : cell.replace(/^([=+\-@\t\r])/, "'$1")),
    )
    .join(',');
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
