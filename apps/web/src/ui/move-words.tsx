import type { CellWords, MoveReason, movingReport } from '@baton/contract/cells.ts';
import type { z } from 'zod';
import { urls } from '../urls.ts';
import { PageLink } from './page-link.tsx';
import { VerdictChip } from './verdict-chip.tsx';
import './move-words.css';

type Report = z.output<typeof movingReport>;

const REASONS: Record<Exclude<MoveReason, 'report'>, string> = {
  'check-in': 'the agent spoke',
  time: 'time passed: a record went stale, or what was decided ran out',
  knowledge: 'advisories were renewed',
  rules: 'the rules changed',
  setting: 'a setting changed',
  lesson: 'another device’s report told which check looks for the fix',
  decision: 'people decided',
  asked: 'it was judged again because somebody asked',
  names: 'what a source calls the device was joined or set apart anew',
  scope: 'the device came into the scope, or left it',
};

/** Why cells moved, in words; a delivery is the way to it. */
export function MoveWhy({ reason, report }: { readonly reason: MoveReason; readonly report: Report | null }) {
  if (reason !== 'report') return REASONS[reason];
  if (!report) return 'a report came';
  return (
    <>
      {report.source}{' '}
      <PageLink className="link" to={urls.import(report.importId)}>
        {report.fileName}
      </PageLink>
    </>
  );
}

/** What a cell came to before and after: verdict, cause and what both sides said. */
export function MovePair({ before, after }: { readonly before: CellWords | null; readonly after: CellWords | null }) {
  return (
    <span className="move-pair">
      <Words words={before} />
      <span aria-hidden="true" className="faint">
        →
      </span>
      <span className="unseen">became</span>
      <Words words={after} />
    </span>
  );
}

function Words({ words }: { readonly words: CellWords | null }) {
  if (!words) return <span className="faint">no cell</span>;
  return (
    <span>
      <VerdictChip verdict={words.verdict} />
      <small>
        {words.causeLabel === null ? '' : `${words.causeLabel}: `}
        {words.itSays}, {words.infosecSays}
      </small>
    </span>
  );
}
