import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAt } from './excerpt.tsx';

describe('an excerpt', () => {
  it('underlines the deciding words wherever they stand, the longer one where two overlap', () => {
    const pieces = splitAt('WKS-0412,19045.5011,Installed', ['19045', '19045.5011', 'Installed']);
    expect(pieces.filter((piece) => piece.decides).map((piece) => piece.text)).toEqual(['19045.5011', 'Installed']);
  });

  it('never loses or changes a letter of what the tool said', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { maxLength: 5 }), (text, deciding) => {
        expect(
          splitAt(text, deciding)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
