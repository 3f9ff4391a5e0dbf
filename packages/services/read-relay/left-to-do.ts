import type { RemediationDetail } from '@baton/contract/remediations.ts';
import type { Owner } from '@baton/domain/evidence/team.ts';
import type { CauseCount } from '../relay/fix-evidence.ts';

type LeftToDo = RemediationDetail['panel']['left'][number];

const WHAT: Readonly<Record<Owner, string>> = {
  infosec: 'to look at again',
  it: 'for IT',
  both: 'to explain together',
  none: 'waiting for evidence',
};

/** What is not proven yet, by who moves next; within it by cause, largest first. */
export function leftToDo(causes: readonly CauseCount[]): LeftToDo[] {
  const left = causes.filter(({ verdict }) => verdict !== 'proven' && verdict !== 'excepted');
  return (['infosec', 'it', 'both', 'none'] as const).flatMap((owner) => {
    const own = left.filter((group) => group.owner === owner).sort((a, b) => b.cells - a.cells);
    const verdicts = new Set(own.map(({ verdict }) => verdict));
    const [only] = verdicts;
    if (own.length === 0) return [];
    return [
      {
        count: own.reduce((sum, { cells }) => sum + cells, 0),
        what: WHAT[owner],
        detail: own.map(({ label, cells }) => `${label ?? 'Missing, say both'} ${cells}`).join(' · '),
        verdict: verdicts.size === 1 ? (only ?? null) : null,
        owner,
        causes: own.flatMap(({ cause }) => (cause ? [cause] : [])),
      },
    ];
  });
}
