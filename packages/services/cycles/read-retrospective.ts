import { createHash } from 'node:crypto';
import type { RetrospectiveDto } from '@baton/contract/retrospectives.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readActions, readEntries } from '@baton/store/cycles/review-notes.ts';
import { canonicalJson } from '../log/canonical-json.ts';
import { currentRules } from '../rules/current-rules.ts';
import { readDocument } from '../signatures/read-document.ts';
import { cycleDto, requireCycle } from './known-cycle.ts';
import { contentOf, retrospectiveDocument } from './retrospective-document.ts';
import { actionDto, entryDto } from './review-dto.ts';

/** The retrospective of a cycle as it stands: figures, words, actions, and what was offered for signing. */
export async function readRetrospective(db: Database, number: number, now: string): Promise<RetrospectiveDto> {
  const cycle = await requireCycle(db, number);
  const rules = await currentRules(db);
  const { made, toJudge } = await readActions(db, number);
  const { versions } = await readDocument(db, retrospectiveDocument(db, cycle));
  const hash = createHash('sha256')
    .update(canonicalJson(await contentOf(db, db, cycle)))
    .digest('hex');
  return {
    cycle: cycleDto(cycle, now),
    figures: cycle.figures,
    entries: (await readEntries(db, cycle.cycleId)).map(entryDto),
    actions: made.map((row) => actionDto(row, cycle, rules)),
    toJudge: toJudge.map((row) => actionDto(row, cycle, rules)),
    versions: versions.map(({ content: _content, ...version }) => ({ ...version, current: version.hash === hash })),
  };
}
