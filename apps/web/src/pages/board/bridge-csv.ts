import type { BoardDto } from '@baton/contract/board.ts';
import { csvRow } from '../../ui/save-text.ts';

/** The bridge with its fractions, so that it can be recomputed by hand. */
export function bridgeCsv(board: BoardDto): string {
  const head = [
    'step',
    'part',
    'cause',
    'moves next',
    'cells',
    'devices',
    'from numerator',
    'from denominator',
    'to numerator',
    'to denominator',
  ];
  const total = (name: string, share: BoardDto['it']): string =>
    csvRow([name, null, null, null, null, null, null, null, share.numerator, share.denominator]);
  const stepsOf = (parts: readonly string[]): string[] =>
    board.bridge
      .filter((step) => parts.includes(step.part))
      .map((step) =>
        csvRow([
          step.label,
          step.part,
          step.cause,
          step.owner,
          step.cells,
          step.devices,
          step.from.numerator,
          step.from.denominator,
          step.to.numerator,
          step.to.denominator,
        ]),
      );
  return [
    csvRow(['Scope', 'All devices']),
    csvRow(['As of', board.asOf]),
    csvRow(head),
    total('IT says', board.it),
    ...stepsOf(['it-not-counted', 'it-not-proven']),
    total('Agreed', board.agreed),
    ...stepsOf(['infosec-not-proven', 'infosec-not-scanned']),
    total('InfoSec says', board.infosec),
    '',
  ].join('\r\n');
}
