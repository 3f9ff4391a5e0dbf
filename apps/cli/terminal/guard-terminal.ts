/** Control and format characters; a sequence that only colours is matched as a whole. */
const CONTROLS = /\p{Cc}\[[0-9;]*m|[\p{Cc}\p{Cf}]/gu;
const ESCAPE = '\u001b';

/**
 * A text without what a terminal would obey: names of devices and words of reports come from other people's files, and
 * could move the cursor, set the title, write to the clipboard, or turn the direction of reading. Colours stay.
 */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, (found) => {
    if (found.startsWith('\n') || found.startsWith('\t')) return found;
    return found.startsWith(ESCAPE) && found.length > 1 ? found : found.slice(1);
  });
}

/** Everything that goes to a terminal from here on is `withoutControls`; what goes to a file or a pipe is as it is. */
export function guardTerminal(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }): void {
  if (stream.isTTY !== true) return;
  const write = stream.write;
  Object.assign(stream, {
    write: (chunk: unknown, ...rest: unknown[]): unknown =>
      Reflect.apply(write, stream, [typeof chunk === 'string' ? withoutControls(chunk) : chunk, ...rest]),
  });
}
