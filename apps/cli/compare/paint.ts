/** Colours of a terminal; blue and copper mean teams and nothing else. */
export interface Paint {
  readonly it: (text: string) => string;
  readonly infosec: (text: string) => string;
  readonly proven: (text: string) => string;
  readonly open: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
}

const plain = (text: string) => text;
const code = (start: string, end: string) => (text: string) => `\u001b[${start}m${text}\u001b[${end}m`;

/** Paints where the terminal takes it; NO_COLOR and pipes get plain words. */
export function paintFor(colour: boolean): Paint {
  if (!colour) return { it: plain, infosec: plain, proven: plain, open: plain, bold: plain, faint: plain };
  return {
    it: code('38;5;33', '39'),
    infosec: code('38;5;172', '39'),
    proven: code('38;5;35', '39'),
    open: code('38;5;161', '39'),
    bold: code('1', '22'),
    faint: code('2', '22'),
  };
}
