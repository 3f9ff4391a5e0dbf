import type { Charter, Row } from './charter.ts';
import { DEFAULT_CHARTER } from './default-charter.ts';

/** What two leads settle first. Each answer is one of the words here; the first of each is the default charter's. */
export interface GuidedAnswers {
  /** Who lets a tested fix go to the fleet. */
  readonly approving: 'lead' | 'everybody';
  /** Who puts fixes on devices and restarts them. */
  readonly deploying: 'everybody' | 'lead';
  /** Who looks again and closes. */
  readonly verifying: 'everybody' | 'lead';
  /** Which lead answers for what is not fixed; the other one signs as well. */
  readonly exceptions: 'infosec' | 'it';
  /** Which lead answers for the one report. */
  readonly reporting: 'it' | 'infosec';
}

export const DEFAULT_ANSWERS: GuidedAnswers = {
  approving: 'lead',
  deploying: 'everybody',
  verifying: 'everybody',
  exceptions: 'infosec',
  reporting: 'it',
};

/** The first draft by those answers: the default charter with these rows changed. With the default answers, the default. */
export function guidedDraft(answers: GuidedAnswers): Charter {
  const rows = DEFAULT_CHARTER.responsibilities;
  const executing: Row =
    answers.deploying === 'lead' ? { 'it lead': 'RA', 'it member': 'I', infosec: 'I' } : rows.deploying;
  return {
    ...DEFAULT_CHARTER,
    responsibilities: {
      ...rows,
      approving:
        answers.approving === 'everybody' ? { 'it lead': 'A', 'it member': 'R', 'infosec lead': 'C' } : rows.approving,
      deploying: executing,
      rebooting: executing,
      verifying:
        answers.verifying === 'lead' ? { it: 'I', 'infosec lead': 'RA', 'infosec member': 'C' } : rows.verifying,
      exceptions:
        answers.exceptions === 'it'
          ? { 'it lead': 'RA', 'it member': 'C', 'infosec lead': 'R', 'infosec member': 'C' }
          : rows.exceptions,
      reporting:
        answers.reporting === 'infosec'
          ? { 'it lead': 'R', 'it member': 'I', 'infosec lead': 'RA', 'infosec member': 'I' }
          : rows.reporting,
    },
  };
}
