import type { CellWork } from '@baton/contract/cell-work.ts';
import type { CellDetail } from '@baton/contract/cells.ts';
import { Fragment, type ReactNode } from 'react';
import { Clock } from '../../ui/clock.tsx';
import { EvidencePair } from '../../ui/evidence-pair.tsx';
import { LooksLine } from '../../ui/looks-line.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { VerdictChip, VerdictShape } from '../../ui/verdict-chip.tsx';
import { urls } from '../../urls.ts';
import { ExceptionsOfFix } from '../exceptions/exceptions-of-fix.tsx';
import { AnswerPanel } from './answer-panel.tsx';
import { CellWorkPart } from './cell-work-part.tsx';
import './cell-view.css';

interface CellViewProps {
  readonly cell: CellDetail;
  /** Its clock, who has it, and what was asked about it. */
  readonly work?: CellWork | undefined;
  /** "1 of 1,214" and the ways to the next. */
  readonly aside?: ReactNode;
}

/** One cell opened: what is the case in one sentence, when both looked, both sides' evidence, and what proven needs. */
export function CellView({ cell, work, aside }: CellViewProps) {
  return (
    <section className="panel cell-view" aria-label={`${cell.device} and ${cell.fix}`}>
      <div className="cell-bar">
        <PageLink className="machine" to={urls.device(cell.deviceId)}>
          {cell.device}
        </PageLink>
        <span className="faint">×</span>
        <PageLink className="machine" to={urls.fix(cell.fix)}>
          {cell.fix}
        </PageLink>
        <VerdictChip verdict={cell.verdict} />
        {aside}
      </div>
      <p className="cell-sentence">{cell.sentence}</p>
      <div className="cell-part">
        <LooksLine looks={cell.timeline} />
      </div>
      <div className="cell-part">
        <EvidencePair sides={cell.sides} />
      </div>
      <div className="cell-part cell-end">
        <Conditions conditions={cell.conditions} />
        <div>
          <Next cell={cell} work={work} />
          <AnswerPanel key={`${cell.deviceId} ${cell.fix}`} cell={cell} />
          <ExceptionsOfFix
            fix={cell.fix}
            device={{ deviceId: cell.deviceId, name: cell.device }}
            isNeeded={cell.verdict !== 'proven' && cell.verdict !== 'excepted'}
          />
          <p className="small quiet cell-rule">
            <Rule cell={cell} />
          </p>
        </div>
      </div>
      {work ? <CellWorkPart work={work} /> : null}
    </section>
  );
}

/** The contract of evidence as six conditions, each with the team that can meet it. */
function Conditions({ conditions }: Pick<CellDetail, 'conditions'>) {
  const met = conditions.filter((condition) => condition.met === true).length;
  return (
    <div>
      <h3>
        What proven needs <span className="faint">{`${met} of ${conditions.length} met`}</span>
      </h3>
      <ul className="conditions">
        {conditions.map((condition) => (
          <li key={condition.id}>
            <ConditionSign met={condition.met} />
            {condition.met === false ? <b>{condition.label}</b> : condition.label}
            <span className="space" />
            <TeamChip owner={condition.team} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ConditionSign({ met }: { readonly met: boolean | null }) {
  const word = met === null ? 'not known' : met ? 'met' : 'not met';
  return (
    <>
      {met === null ? (
        <VerdictShape verdict="unproven" />
      ) : (
        <svg width="13" height="13" viewBox="0 0 12 12" aria-hidden="true">
          {met ? (
            <path d="M2 6.4 4.8 9.2 10 3.2" fill="none" stroke="var(--proven)" strokeWidth="1.9" />
          ) : (
            <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" fill="none" stroke="var(--open)" strokeWidth="1.9" />
          )}
        </svg>
      )}
      <span className="unseen">{word}: </span>
    </>
  );
}

function Next({ cell, work }: Pick<CellViewProps, 'cell' | 'work'>) {
  const { clock = null, assignee = null } = work ?? {};
  return (
    <div className="next-step">
      <div className="row">
        <h3>Next</h3>
        <span className="space" />
        {clock ? <Clock startedAt={clock.since} dueAt={clock.dueAt} suffix="left" /> : null}
      </div>
      <p>{cell.next?.sentence ?? 'Nothing is to be done: both sides’ evidence meets the contract.'}</p>
      {cell.next && cell.next.owner !== 'none' ? (
        <div className="row small next-owner">
          <span className="faint">Owner</span> <TeamChip owner={cell.next.owner} />
          {assignee ? <b>{assignee.name}</b> : <span className="quiet">nobody yet</span>}
          <span className="space" />
          {clock ? (
            <span className="faint">
              due <Stamp at={clock.dueAt} />
            </span>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

/** How sure the rule is, in half a sentence. */
const SURENESS: Readonly<Record<NonNullable<CellDetail['rule']>['confidence'], string>> = {
  proof: ', proved by the evidence',
  strong: ', with strong evidence',
  likely: ', the likely explanation',
  none: '',
};

function Rule({ cell }: { readonly cell: CellDetail }) {
  return (
    <>
      {cell.rule ? (
        <>
          First rule that fits: <span className="machine">{cell.rule.id}</span> v{cell.rule.version}
          {SURENESS[cell.rule.confidence]}.{' '}
        </>
      ) : cell.verdict === 'proven' || cell.verdict === 'open' ? (
        'Both sides agree; no rule is asked. '
      ) : cell.verdict === 'excepted' ? (
        'Both teams signed the exception; no rule is asked. '
      ) : (
        'No rule fits. '
      )}
      {cell.also.length > 0 ? (
        <>
          {cell.rule ? 'Also fits' : 'Remarks'}:{' '}
          {cell.also.map((cause, index) => (
            <Fragment key={cause}>
              {index > 0 ? ', ' : ''}
              <span className="machine">{cause}</span>
            </Fragment>
          ))}
          .{' '}
        </>
      ) : null}
      {cell.folded.length > 0 ? `Older fixes folded into this one: ${cell.folded.join(', ')}. ` : ''}
      {cell.remediationId ? (
        <>
          Part of the remediation of{' '}
          <PageLink className="link" to={urls.remediation(cell.remediationId)}>
            {cell.fix}
          </PageLink>
          .{' '}
        </>
      ) : null}
      {saidOfScanner(cell)}
    </>
  );
}

/** Only confirmed positive proof may read "the scanner is wrong", and names who confirmed. */
function saidOfScanner({ held, answer }: CellDetail): string {
  if (held?.answer === 'scanner-wrong') return `The scanner is wrong: confirmed by ${held.by}.`;
  if (held?.answer === 'check-right') return `The check is right, says ${held.by}.`;
  return answer ? 'The rule has positive proof; InfoSec has not confirmed it.' : 'Nobody says the scanner is wrong.';
}
