import type { LateApproval, Retrospective } from '@baton/domain/cycles/retrospective.ts';
import { expect, test } from 'vitest';
import { breachSections } from './retrospective-work.ts';

const LATE: LateApproval = {
  remediationId: '0',
  fix: 'KB1',
  title: 'KB1 for servers',
  declaredBy: 'A. Osei',
  dueAt: '2026-11-20T08:00:00Z',
  endedAt: null,
  minutesOver: 150,
  leg: 'deploy',
  team: 'it',
  awaited: [
    { team: 'it', by: 'K. Brandt' },
    { team: 'infosec', by: null },
  ],
};

const sections = (lateApprovals: Retrospective['breaches']['lateApprovals']) =>
  breachSections({ breaches: { total: 0, byLeg: [], longest: [], lateApprovals } }).slice(2);

test('an emergency that was approved late is told with the leg and team of then, and whose approval was not there', () => {
  const [section] = sections({ total: 1, longest: [LATE] });
  expect(section).toMatchObject({ title: 'Emergencies approved late', note: expect.stringMatching(/^1 emergency of/) });
  expect(section?.table?.rows).toEqual([
    ['KB1 for servers', '20 Nov 2026', '2 h 30 m', 'deploy', 'IT', 'IT: K. Brandt, afterwards; InfoSec: not yet'],
  ]);
});

test('that none was late is said, and figures that were made before late approvals were counted do not say so', () => {
  expect(sections({ total: 0, longest: [] })[0]?.note).toBe(
    'Both leads approved every emergency of this cycle in time.',
  );
  expect(sections(undefined)).toEqual([]);
});
