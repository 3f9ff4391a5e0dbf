import type { RejectReason } from './leg.ts';

/** What IT says with a reason, and the two answers that InfoSec has to it. */
export interface RejectionAnswers {
  /** "there is no fix" */
  readonly says: string;
  /** What must be named with it. */
  readonly needs: 'note' | 'other-remediation';
  /** The button, and what follows. */
  readonly agree: { readonly label: string; readonly follows: string };
  readonly refuse: { readonly label: string; readonly follows: string };
}

/**
 * Each reason has two defined answers: `uphold` agrees and closes, `hand-back` refuses and gives the baton back to IT. None is
 * left without one, and none changes what the cells say: a fix that is not deployed stays open in every number.
 */
export const REJECTION_ANSWERS: Readonly<Record<RejectReason, RejectionAnswers>> = {
  'no-fix': {
    says: 'there is no fix',
    needs: 'note',
    agree: {
      label: 'Agree: no fix',
      follows: 'It closes as rejected. Watch the vendor; open it again when there is a fix.',
    },
    refuse: { label: 'There is a fix', follows: 'IT gets it back with where the fix is to be had.' },
  },
  'breaks-application': {
    says: 'it breaks an application',
    needs: 'note',
    agree: {
      label: 'Agree: it stays off',
      follows: 'It closes as rejected. The risk stays: ask for an exception with a control on these devices.',
    },
    refuse: { label: 'Test it again', follows: 'IT gets it back, to test with another version or a control.' },
  },
  'wrong-owner': {
    says: 'it is not IT’s to patch',
    needs: 'note',
    agree: {
      label: 'Agree: not IT’s',
      follows: 'It closes as rejected. Name in the note who patches these devices instead.',
    },
    refuse: { label: 'It is IT’s', follows: 'IT gets it back with why these devices are its own.' },
  },
  'false-positive': {
    says: 'the finding is wrong',
    needs: 'note',
    agree: {
      label: 'Agree: finding is wrong',
      follows: 'It closes as rejected. Answer for the check on Disagreements, so that it counts in every number.',
    },
    refuse: { label: 'The finding stands', follows: 'IT gets it back with the evidence.' },
  },
  duplicate: {
    says: 'another remediation does it',
    needs: 'other-remediation',
    agree: { label: 'Agree: duplicate', follows: 'It closes as rejected; the other remediation goes on.' },
    refuse: { label: 'Not a duplicate', follows: 'IT gets it back with what the other does not do.' },
  },
};
