import type { Team } from '../evidence/team.ts';
import type { Charter } from './charter.ts';
import { isStandingParty, type StandingParty } from './party.ts';
import type { Responsibility } from './responsibility.ts';

export const TEAM_NAMES: Readonly<Record<Team, string>> = { it: 'IT', infosec: 'InfoSec' };

const PARTY_NAMES: Readonly<Record<StandingParty, string>> = {
  it: 'all of IT',
  'it lead': 'the lead of IT',
  'it member': 'the members of IT',
  infosec: 'all of InfoSec',
  'infosec lead': 'the lead of InfoSec',
  'infosec member': 'the members of InfoSec',
};

/** A party in a sentence: "the lead of IT", "S. Novak". */
export function nameOfParty({ people }: Pick<Charter, 'people'>, party: string): string {
  if (isStandingParty(party)) return PARTY_NAMES[party];
  return people.find(({ email }) => email === party)?.name ?? party;
}

/** What a responsibility is, for the row's head and its first explanation. */
export const RESPONSIBILITY_WORDS: Readonly<Record<Responsibility, { readonly name: string; readonly means: string }>> =
  {
    scanning: { name: 'Scanning', means: 'Looking at devices and bringing in what was seen, with its scope.' },
    prioritising: { name: 'Prioritising', means: 'Saying what comes first, and by when.' },
    testing: { name: 'Testing', means: 'Trying a fix on a few devices, and accepting or rejecting the work.' },
    approving: { name: 'Approving', means: 'Letting a tested fix go to the fleet.' },
    deploying: {
      name: 'Deploying',
      means: 'Putting a fix on devices, ring by ring, and handing over to verification.',
    },
    rebooting: { name: 'Rebooting', means: 'Bringing what is installed into use, in its window.' },
    verifying: { name: 'Verifying', means: 'Looking again, and closing by evidence.' },
    exceptions: {
      name: 'Exceptions',
      means: 'Deciding together what is not fixed, for how long, and who owns the risk.',
    },
    'asset-list': { name: 'Asset list', means: 'Keeping the list of devices whole: enrolling, joining, retiring.' },
    reporting: { name: 'Reporting', means: 'One report with one number for both teams and their leaders.' },
  };
