import { TEAM_NAMES } from '@baton/domain/charter/words.ts';
import type { CycleDeployments, CycleLevels, LateApproval, Retrospective } from '@baton/domain/cycles/retrospective.ts';
import { shareWords, timeWords } from './cycle-words.ts';
import { formatCount, formatCounted, formatDay, formatDuration } from './formats.ts';
import type { ReviewSection } from './review-section.ts';

/** Times of a cycle, each with how many it is of. */
export const LEVEL_TIMES: readonly {
  readonly label: string;
  readonly of: (levels: CycleLevels) => CycleLevels['halfLife'];
}[] = [
  { label: 'Half is fixed after', of: ({ halfLife }) => halfLife },
  { label: 'Mean age of what is open', of: ({ ageOfOpen }) => ageOfOpen },
  { label: 'Mean time to remediate', of: ({ timeToRemediate }) => timeToRemediate },
  { label: 'Mean time to verify', of: ({ timeToVerify }) => timeToVerify },
];

export function levelSections({ levels }: Retrospective): readonly ReviewSection[] {
  return [
    {
      title: 'Verified on time',
      note: 'Of everything that was due in the cycle, open work included.',
      table: {
        heads: ['Tier', 'Verified on time'],
        numbers: [1],
        rows: [
          ['all', shareWords(levels.attainment)],
          ...levels.attainmentByTier.map(({ tier, attainment }) => [tier, shareWords(attainment)]),
        ],
      },
    },
    {
      title: 'Times',
      table: {
        heads: ['', 'Time'],
        numbers: [1],
        rows: [
          ...LEVEL_TIMES.map(({ label, of }) => [label, timeWords(of(levels))]),
          ['Found again, of what was proven', shareWords(levels.reopened)],
        ],
      },
    },
    {
      title: 'Minutes by leg and team',
      note: 'Over all remediations, within the cycle.',
      table: {
        heads: ['Leg', 'Team', 'Minutes'],
        numbers: [2],
        rows: levels.legs.map(({ leg, team, minutes }) => [leg, TEAM_NAMES[team], formatCount(minutes)]),
      },
    },
  ];
}

export function breachSections({ breaches }: Pick<Retrospective, 'breaches'>): readonly ReviewSection[] {
  return [
    {
      title: 'Missed deadlines',
      note: `${formatCounted(breaches.total, 'deadline')} of this cycle; by the leg that spent the most of the time of each.`,
      table: {
        heads: ['Leg', 'Team', 'Deadlines', 'Time in this leg'],
        numbers: [2, 3],
        rows: breaches.byLeg.map(({ leg, team, breaches, minutes }) => [
          leg,
          TEAM_NAMES[team],
          formatCount(breaches),
          formatDuration(minutes * 60),
        ]),
      },
    },
    {
      title: 'Missed the longest',
      table: {
        heads: ['Remediation', 'Tier', 'Was due', 'Over by', 'Most of the time'],
        numbers: [3],
        rows: breaches.longest.map(({ title, tier, dueAt, minutesOver, longest }) => [
          title,
          tier,
          formatDay(dueAt, 'UTC'),
          formatDuration(minutesOver * 60),
          longest === null ? '–' : `${longest.leg}, ${formatDuration(longest.minutes * 60)}`,
        ]),
      },
    },
    ...lateApprovalSections(breaches.lateApprovals),
  ];
}

/** None where the figures were made before late approvals were counted. */
function lateApprovalSections(late: Retrospective['breaches']['lateApprovals']): readonly ReviewSection[] {
  if (late === undefined) return [];
  return [
    {
      title: 'Emergencies approved late',
      note: lateApprovalWords(late.total),
      table: {
        heads: ['Remediation', 'Approval was due', 'Over by', 'Then in leg', 'Team', 'Not approved in time for'],
        numbers: [2],
        rows: late.longest.map((one) => [
          one.title,
          formatDay(one.dueAt, 'UTC'),
          formatDuration(one.minutesOver * 60),
          one.leg,
          TEAM_NAMES[one.team],
          one.awaited.map(awaitedWords).join('; '),
        ]),
      },
    },
  ];
}

export function lateApprovalWords(total: number): string {
  return total === 0
    ? 'Both leads approved every emergency of this cycle in time.'
    : `${formatCounted(total, 'emergency', 'emergencies')} of this cycle; with the leg and team that held the baton when the time ran out.`;
}

/** "IT: K. Brandt, afterwards"; "InfoSec: not yet", as it was when the figures were made. */
function awaitedWords({ team, by }: LateApproval['awaited'][number]): string {
  return `${TEAM_NAMES[team]}: ${by === null ? 'not yet' : `${by}, afterwards`}`;
}

/** How a deployment ended that did not succeed: "failed, exit code 100". */
export function outcomeWords({ outcome, exitCode }: CycleDeployments['failed'][number]): string {
  return exitCode === null ? outcome : `${outcome}, exit code ${exitCode}`;
}

export function deploymentSections({ deployments }: Retrospective): readonly ReviewSection[] {
  const { ended, succeeded, failed, wentBack } = deployments;
  return [
    {
      title: 'Deployments that failed, and what did not stay',
      note: `${formatCount(succeeded)} of ${formatCounted(ended, 'deployment')} succeeded, by the device’s word.`,
      table: {
        heads: ['By', 'Deployments or cells', 'Devices', 'For example'],
        numbers: [1, 2],
        rows: [
          ...failed.map((row) => [
            outcomeWords(row),
            formatCounted(row.commands, 'deployment'),
            formatCount(row.devices),
            row.example,
          ]),
          ...wentBack.map(({ label, cells, devices }) => [
            label,
            formatCounted(cells, 'cell'),
            formatCount(devices),
            '',
          ]),
        ],
      },
    },
  ];
}

/** What the gap of a cycle comes to, in sentences. */
export function gapWords({ devices, cells, lookedBack, everyCycle }: Retrospective['gap']): string {
  if (devices === 0) return 'Every cell that was required at the start is proven or excepted.';
  const left = `${formatCounted(devices, 'device')} kept ${formatCounted(cells, 'cell')} of the start that are neither proven nor excepted.`;
  if (lookedBack === 1) return `${left} This is the first cycle: the next one shows which devices stay.`;
  return `${left} ${formatCounted(everyCycle, 'device')} did in each of the last ${formatCount(lookedBack)} cycles.`;
}

export function gapSection({ gap }: Retrospective): ReviewSection {
  return {
    title: 'Devices in the gap, cycle after cycle',
    note: gapWords(gap),
    table: {
      heads: ['Device', 'Cells left', 'Cycles in a row'],
      numbers: [1, 2],
      rows: gap.longest.map(({ device, cells, inARow }) => [device, formatCount(cells), formatCount(inARow)]),
    },
  };
}
