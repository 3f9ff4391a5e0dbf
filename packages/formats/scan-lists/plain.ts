import { addresses, lines, lookUpFile, nameFirst, type ScanListForm } from './scan-list.ts';

const none = (): boolean => false;

/** Any other tool: targets and checks, one a line. */
export const plainList: ScanListForm = {
  tool: 'plain',
  label: 'Other tool',
  check: 'check',
  knowsCheck: none,
  addressOf: nameFirst,
  files: (order) => [
    { name: 'targets.txt', mediaType: 'text/plain', text: lines(addresses(order, nameFirst)) },
    ...lookUpFile('checks', order, none),
  ],
};
