import { TEAMS, type Team } from '@baton/domain/evidence/team.ts';
import type { FileToPack } from '@baton/formats/zip/write-zip.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readClosedNumbers } from '@baton/store/cycles/patch-cycles.ts';
import { readInForce } from '@baton/store/signatures/in-force.ts';
import { requireCycle } from '../cycles/known-cycle.ts';
import { retrospectiveMarkdown } from '../cycles/print-retrospective.ts';
import { readRetrospective } from '../cycles/read-retrospective.ts';
import { retrospectiveDocument } from '../cycles/retrospective-document.ts';
import { csvLine } from '../read-cells/csv-line.ts';

/** "retrospectives/cycle-3" */
const nameOf = (number: number): string => `retrospectives/cycle-${number}`;

/**
 * Every retrospective that both leads have closed, the oldest first, two files each: what they signed, to the letter (its SHA-256
 * in the manifest is the one that their signatures are of), and the same to read.
 */
export async function* retrospectiveFiles(db: Database, now: string): AsyncGenerator<FileToPack> {
  for (const number of await readClosedNumbers(db)) {
    yield { name: `${nameOf(number)}.json`, pieces: signedText(db, number) };
    yield { name: `${nameOf(number)}.md`, pieces: readableText(db, number, now) };
  }
}

async function* signedText(db: Database, number: number): AsyncGenerator<string> {
  const document = retrospectiveDocument(db, await requireCycle(db, number));
  const signed = await readInForce(db, document);
  if (signed === undefined) throw new Error(`The retrospective of cycle ${number} is closed without both signatures.`);
  yield signed.content;
}

async function* readableText(db: Database, number: number, now: string): AsyncGenerator<string> {
  yield retrospectiveMarkdown(await readRetrospective(db, number, now));
}

/** A row a closed cycle: its time, what it came to in integers, and who closed it. */
export async function* retrospectivesTable(db: Database, now: string): AsyncGenerator<string> {
  const ends = ['start', 'end'].flatMap((at) => [`proven_at_${at}`, `required_at_${at}`, `excepted_at_${at}`]);
  const work = ['on_time', 'due', 'breaches', 'late_approvals'];
  const left = ['failed_deployments', 'gap_devices', 'unexplained', 'entries'];
  const actions = ['actions', 'judged', ...TEAMS.map((team) => `signed_by_${team}`), 'closed_at', 'sha256', 'file'];
  yield csvLine(['cycle', 'first_day', 'last_day', ...ends, ...work, ...left, ...actions]);
  for (const number of await readClosedNumbers(db)) {
    const read = await readRetrospective(db, number, now);
    const { cycle, figures, entries, toJudge } = read;
    const signed = read.versions.find(({ state }) => state === 'in-force');
    if (figures === null || signed === undefined) continue;
    const by = (team: Team) => signed.signatures.find((one) => one.team === team)?.person ?? '';
    const { levels, breaches, deployments, gap } = figures;
    yield csvLine([
      ...[number, cycle.firstDay, cycle.lastDay],
      ...[figures.start, figures.end].flatMap(({ agreed, exceptedCells }) => [
        agreed.numerator,
        agreed.denominator,
        exceptedCells,
      ]),
      ...[levels.attainment.numerator, levels.attainment.denominator, breaches.total],
      // Empty where the figures were made before late approvals were counted.
      breaches.lateApprovals?.total ?? '',
      ...[deployments.failed.reduce((sum, { commands }) => sum + commands, 0), gap.devices, figures.end.unexplained],
      ...[entries.length, read.actions.length, toJudge.length],
      ...TEAMS.map(by),
      ...[cycle.closedAt ?? '', signed.hash, `${nameOf(number)}.json`],
    ]);
  }
}
