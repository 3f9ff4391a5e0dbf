import type { Charter } from './charter.ts';

/**
 * The first draft, and what holds until a charter is signed: IT executes, InfoSec validates, each lead answers for their
 * side; the list of devices and the report are IT's to keep, the decision on exceptions InfoSec's to answer for, and both
 * take part in all three.
 */
export const DEFAULT_CHARTER: Charter = {
  title: 'Patching charter',
  purpose:
    'IT owns execution, InfoSec owns validation. One record, one number that both trust; every difference has a cause, an owner and an end.',
  people: [],
  responsibilities: {
    scanning: { 'it lead': 'C', 'it member': 'I', 'infosec lead': 'A', 'infosec member': 'R' },
    prioritising: { 'it lead': 'C', 'it member': 'I', 'infosec lead': 'A', 'infosec member': 'R' },
    testing: { 'it lead': 'A', 'it member': 'R', infosec: 'I' },
    approving: { 'it lead': 'RA', 'it member': 'I', 'infosec lead': 'C' },
    deploying: { 'it lead': 'A', 'it member': 'R', infosec: 'I' },
    rebooting: { 'it lead': 'A', 'it member': 'R', infosec: 'I' },
    verifying: { it: 'I', 'infosec lead': 'A', 'infosec member': 'R' },
    exceptions: { 'it lead': 'R', 'it member': 'C', 'infosec lead': 'RA', 'infosec member': 'C' },
    'asset-list': { 'it lead': 'A', 'it member': 'R', 'infosec lead': 'C', 'infosec member': 'I' },
    reporting: { 'it lead': 'RA', 'it member': 'I', 'infosec lead': 'R', 'infosec member': 'I' },
  },
};
