import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson } from '../terminal/print-table.ts';
import { findRemediation } from './find-remediation.ts';
import { dueWords, teamName } from './remediation-list.ts';

/** `baton remediation show`: whose turn it is, what is left, and how it came here. */
export function remediationShowCommand(): Command {
  return new Command('show')
    .description('Show whose turn it is, what is left, and how it came here')
    .argument('<fix>', 'the fix ("KB5044273") or the id of the remediation')
    .option('--json', 'print what the API says')
    .action(async (fix: string, { json }: { readonly json?: boolean }) => {
      const remediation = await findRemediation(await connect(), fix);
      if (json === true) printJson(remediation);
      else process.stdout.write(`${lines(remediation).join('\n')}\n`);
    });
}

function lines(remediation: RemediationDetail): readonly string[] {
  const { fix, title, itSays, agreed, infosecSays, clock, panel, visits, activity, minutesHeld } = remediation;
  const ratio = (share: { numerator: number; denominator: number }) => `${share.numerator} / ${share.denominator}`;
  return [
    title === fix ? fix : `${fix}  ${title}`,
    holds(remediation),
    `IT says ${ratio(itSays)}   Agreed ${ratio(agreed)}   InfoSec says ${ratio(infosecSays)}   (${remediation.excepted} excepted)`,
    `Due ${dueWords(clock)}. ${clock.sentence} Policy ${clock.policy.name}, version ${clock.policy.version}.`,
    `Minutes held: IT ${minutesHeld.it}, InfoSec ${minutesHeld.infosec}`,
    '',
    ...visits.map((visit) =>
      [
        visit.leg.padEnd(10),
        teamName(visit.team).padEnd(8),
        `${visit.minutes} min`.padStart(10),
        visit.by?.name ?? '',
        visit.summary,
      ]
        .join('  ')
        .trimEnd(),
    ),
    '',
    ...workLines(remediation.work),
    ...panel.left.map(({ count, what, detail }) => `${count} ${what}: ${detail}`),
    ...panel.acts.map(
      ({ act, label, open, why }) =>
        `${open ? '[ ]' : '[-]'} ${act.padEnd(21)} ${label}${why === null ? '' : `: ${why}`}`,
    ),
    ...panel.remarks,
    '',
    ...activity.rows.slice(0, 10).map((entry) => `${entry.at.slice(0, 16).replace('T', ' ')}  ${entry.sentence}`),
  ];
}

/** What is worked on besides the baton, where there is something. */
function workLines({
  emergency,
  evidence,
  test,
  parts,
  siblings,
  watchers,
}: RemediationDetail['work']): readonly string[] {
  return [
    ...(emergency ? [`Emergency: ${emergency.state}, both leads approve by ${emergency.approveBy.slice(0, 16)}`] : []),
    ...(evidence
      ? [
          `Forensic evidence: of ${evidence.collected.numerator} / ${evidence.collected.denominator} devices${evidence.open ? '' : ', the patch waits'}`,
        ]
      : []),
    ...(test ? [`Test: ${test.good.numerator} of ${test.good.denominator} good, ${test.left} without a result`] : []),
    ...parts.map(({ id, words, done }) => `Part ${id}: ${words}, done on ${done.numerator} / ${done.denominator}`),
    ...siblings.map(({ id, place, devices }) => `Also: ${devices} devices in ${place}, ${id}`),
    ...(watchers.length > 0 ? [`Watched by ${watchers.join(', ')}`] : []),
  ];
}

function holds({ place, holder, inPlaceSince, closedAs }: RemediationDetail): string {
  if (place === 'closed') return `Closed, ${closedAs}`;
  return `${teamName(holder)} holds the baton in ${place}, since ${inPlaceSince.slice(0, 16).replace('T', ' ')}`;
}
