import type { ExceptionReason } from '@baton/domain/exceptions/exception-reason.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';

/** What people write who ask for an exception. */
export interface Ask {
  readonly reason: ExceptionReason;
  readonly words: string;
  readonly risk: string;
  readonly control: string;
  readonly days: number;
}

/** Of devices that two tries did not reach or mend. */
export const ASKS: readonly [Ask, ...Ask[]] = [
  {
    reason: 'no-maintenance-window',
    words: 'The line runs through until the end of the quarter; the next stop is planned.',
    risk: 'No one works on these outside the line, and they have no mail and no browser.',
    control: 'The machines are in the network of the line, without a way to the internet.',
    days: 60,
  },
  {
    reason: 'breaks-application',
    words: 'The fix breaks the label printers; the maker has announced a mended driver.',
    risk: 'Reached from the warehouse only.',
    control: 'The print service is stopped outside the shifts, and watched.',
    days: 45,
  },
  {
    reason: 'replaced-soon',
    words: 'These are replaced with the roll-out that is under way.',
    risk: 'Little is on them any more; their users have new devices already.',
    control: 'They are switched off at night and on the list of the roll-out.',
    days: 40,
  },
  {
    reason: 'other',
    words: 'Partly in the store, partly in the laboratory; they come into our tool when its move is over.',
    risk: 'Those in the store are switched off; the laboratory patches by hand, and later.',
    control: 'The network lets none of them in that is not up to date; the laboratory has a firewall of its own.',
    days: 75,
  },
];

/** Where one window more would not help, nobody waits for it. */
export const ASKS_BY_CAUSE: Readonly<Partial<Record<CauseId, Ask>>> = {
  'end-of-life': {
    reason: 'end-of-life',
    words: 'The maker has ended it; the application that needs it is being replaced.',
    risk: 'One application uses it, on machines of one team.',
    control: 'It is started by that application only, and has no way to the internet.',
    days: 120,
  },
  'no-fix-available': {
    reason: 'no-fix-available',
    words: 'The distribution will not fix it in this release.',
    risk: 'The part with the hole is not called by anything here.',
    control: 'The package is kept off machines that can be reached from outside.',
    days: 90,
  },
  'not-approved': {
    reason: 'breaks-application',
    words: 'Not in our baseline until the plug-in of the drawing office runs with it.',
    risk: 'It is started by the drawing office only, with files of its own.',
    control: 'It opens no files from mail and from the internet; the application control says so.',
    days: 60,
  },
};
