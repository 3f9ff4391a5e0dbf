import { TEAM_NAMES } from '@baton/domain/charter/words.ts';
import type { Retrospective } from '@baton/domain/cycles/retrospective.ts';
import { JUDGEMENT_WORDS, type Judgement, PROMPT_WORDS, PROMPTS, type Prompt } from '@baton/domain/cycles/review.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { GoalFigure } from '@baton/domain/leadership/joint-goals.ts';
import { figureWords, keptWords, periodWords, shareWords, stepEffect, stepWords } from './cycle-words.ts';
import { formatDay } from './formats.ts';
import { causeSection, fixSections, numbersSection, scopeSection } from './retrospective-numbers.ts';
import { breachSections, deploymentSections, gapSection, levelSections } from './retrospective-work.ts';
import type { ReviewSection } from './review-section.ts';

interface Author {
  readonly name: string;
  readonly team: Team;
}

interface ReviewedAction {
  readonly madeIn: number;
  readonly what: string;
  readonly owner: Author;
  readonly dueOn: string;
  readonly promised: string | null;
  readonly judgements: readonly {
    readonly number: number;
    readonly judgement: Judgement;
    readonly note: string;
    readonly figure: GoalFigure | null;
    readonly kept: boolean | null;
    readonly by: Author;
  }[];
}

/** What a retrospective is written from. */
export interface WrittenRetrospective {
  readonly cycle: { readonly number: number; readonly firstDay: string; readonly lastDay: string };
  readonly figures: Retrospective | null;
  readonly entries: readonly { readonly prompt: Prompt; readonly words: string; readonly by: Author }[];
  readonly actions: readonly ReviewedAction[];
  readonly toJudge: readonly ReviewedAction[];
  readonly versions: readonly {
    readonly inForceFrom: string | null;
    readonly signatures: readonly { readonly person: string; readonly team: Team; readonly signedAt: string }[];
  }[];
}

export function retrospectiveTitle({ cycle }: Pick<WrittenRetrospective, 'cycle'>): string {
  return `Cycle ${cycle.number}, ${periodWords(cycle)}: retrospective`;
}

/** What the cycle came to, in one breath. */
export function retrospectiveHeadline({ start, end }: Pick<Retrospective, 'start' | 'end'>): string {
  if (end.agreed.denominator === 0) return 'No cell was required in this cycle.';
  const began = start.agreed.denominator === 0 ? '' : `; at the start on ${shareWords(start.agreed)}`;
  return `At the end both teams agree on ${shareWords(end.agreed)} required cells${began}.`;
}

/** All of a retrospective in its order: numbers, work, what people say, actions, signatures. */
export function retrospectiveSections(written: WrittenRetrospective): readonly ReviewSection[] {
  const { figures } = written;
  return [
    ...(figures === null ? [] : figureSections(figures)),
    ...PROMPTS.map((prompt) => promptSection(prompt, written)),
    judgedSection(written),
    actionSection(written),
    signatureSection(written),
  ];
}

function figureSections(figures: Retrospective): readonly ReviewSection[] {
  return [
    numbersSection(figures),
    {
      title: 'Why the agreed number moved',
      note: 'Each step begins at the fraction where the one before ended; they sum exactly, in cells.',
      table: {
        heads: ['Step', 'In cells', 'From', 'To'],
        numbers: [1, 2, 3],
        rows: figures.change.map((step) => [
          stepWords(step),
          stepEffect(step),
          shareWords(step.from),
          shareWords(step.to),
        ]),
      },
    },
    scopeSection(figures),
    ...fixSections(figures),
    ...levelSections(figures),
    ...breachSections(figures),
    ...deploymentSections(figures),
    gapSection(figures),
    causeSection(figures),
  ];
}

function promptSection(prompt: Prompt, { entries }: WrittenRetrospective): ReviewSection {
  const own = entries.filter((entry) => entry.prompt === prompt);
  return {
    title: PROMPT_WORDS[prompt].title,
    lines: own.length === 0 ? ['Nothing was written.'] : own.map(({ words, by }) => `${words} (${nameOf(by)})`),
  };
}

function judgedSection({ cycle, toJudge }: WrittenRetrospective): ReviewSection {
  return {
    title: 'Actions of earlier cycles',
    table: {
      heads: ['Action', 'Owner', 'From cycle', 'Promised', 'Came to', 'Judged'],
      numbers: [2],
      rows: toJudge.map(({ what, owner, madeIn, promised, judgements }) => {
        const own = judgements.find(({ number }) => number === cycle.number);
        const came =
          own?.figure === undefined || own.figure === null ? '' : `${figureWords(own.figure)}, ${keptWords(own.kept)}`;
        const judged =
          own === undefined ? 'not judged yet' : `${JUDGEMENT_WORDS[own.judgement]}: ${own.note} (${nameOf(own.by)})`;
        return [what, nameOf(owner), String(madeIn), promised ?? '', came, judged];
      }),
    },
  };
}

function actionSection({ actions }: WrittenRetrospective): ReviewSection {
  return {
    title: 'Actions for the next cycle',
    table: {
      heads: ['Action', 'Owner', 'Due', 'Promised'],
      numbers: [],
      rows: actions.map(({ what, owner, dueOn, promised }) => [what, nameOf(owner), formatDay(dueOn), promised ?? '']),
    },
  };
}

function signatureSection({ versions }: WrittenRetrospective): ReviewSection {
  const closed = versions.find(({ inForceFrom }) => inForceFrom !== null);
  if (closed === undefined) return { title: 'Closed by', lines: ['Not closed yet: both leads sign it.'] };
  return {
    title: 'Closed by',
    lines: closed.signatures.map(
      ({ person, team, signedAt }) => `${person}, ${TEAM_NAMES[team]}, ${formatDay(signedAt, 'UTC')}`,
    ),
  };
}

function nameOf({ name, team }: Author): string {
  return `${name}, ${TEAM_NAMES[team]}`;
}
