import { getScorecard, proposeRule, type ScoreRow } from '@baton/contract/confirmations.ts';
import { getVex } from '@baton/contract/vex.ts';
import { formatCount, formatPoints, percentOf } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { saveText } from '../../ui/save-text.ts';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { AnswersPanel } from './answers-panel.tsx';
import './scorecard.css';

/** How often each check and tool was confirmed wrong, and every answer behind it. */
export function ScorecardPage() {
  usePageTitle({ crumbs: [{ label: 'Disagreements', to: urls.disagreements() }], title: 'Scorecard' });
  const card = useRead(getScorecard);
  const [error, setError] = useState<Error | null>(null);
  const download = (): void => {
    setError(null);
    call(getVex).then(
      (vex) => saveText('baton.openvex.json', JSON.stringify(vex, null, 2), 'application/json'),
      setError,
    );
  };
  return (
    <div className="stack">
      <Panel
        title="Checks and tools"
        note="confirmed wrong, of the cells that InfoSec answered"
        aside={<Button onClick={download}>Download VEX</Button>}
        className="clip"
      >
        {error ? <ErrorPanel error={error} /> : null}
        <Loaded query={card}>
          {(data) =>
            data.checks.length === 0 ? (
              <EmptyState title="InfoSec has answered no positive proof yet.">
                Open a cell whose cause has positive proof, such as a superseded or backported fix: InfoSec confirms
                there that the scanner is wrong, or upholds its check.{' '}
                <PageLink className="link" to={urls.disagreements()}>
                  Look at the disagreements
                </PageLink>
              </EmptyState>
            ) : (
              <Scores tools={data.tools} checks={data.checks} onError={setError} />
            )
          }
        </Loaded>
      </Panel>
      {card.isPending ? null : <AnswersPanel />}
    </div>
  );
}

interface ScoresProps {
  readonly tools: readonly ScoreRow[];
  readonly checks: readonly ScoreRow[];
  readonly onError: (error: Error | null) => void;
}

function Scores({ tools, checks, onError }: ScoresProps) {
  return (
    <div className="table-scroll">
      <table className="scores">
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col" className="number">
              Confirmed wrong
            </th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col" className="number">
              Devices
            </th>
            <th scope="col" className="number">
              Acts
            </th>
            <th scope="col">Mostly</th>
            <th scope="col">Last answer</th>
            <th scope="col">Rule</th>
          </tr>
        </thead>
        <tbody>
          {[...tools, ...checks].map((row) => (
            <tr key={`${row.tool} ${row.check}`} data-row>
              <td>
                {row.check === null ? (
                  <b>{row.tool}, all checks</b>
                ) : (
                  <>
                    <span className="machine">{row.check}</span> {row.name}
                  </>
                )}
              </td>
              <td className="number">
                <b>{formatCount(row.wrong)}</b> of {formatCount(row.answered)}
              </td>
              <td className="number">{shareOf(row)}</td>
              <td className="number">{formatCount(row.devices)}</td>
              <td className="number">{formatCount(row.acts)}</td>
              <td>{row.causeLabel ?? <span className="faint">–</span>}</td>
              <td>
                <Stamp at={row.lastAt} long />
              </td>
              <td>
                <Proposal row={row} onError={onError} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shareOf({ wrong, answered }: ScoreRow): string {
  const percent = percentOf({ numerator: wrong, denominator: answered });
  return percent === null ? '–' : `${formatPoints(percent)} %`;
}

/** A check that was wrong often enough speaks for a rule; a person writes it into the draft, both leads sign it. */
function Proposal({ row, onError }: { readonly row: ScoreRow; readonly onError: (error: Error | null) => void }) {
  const mayDraft = useMe().permissions.includes('document.draft');
  const { check, proposal, tool } = row;
  if (check === null || proposal === null) return <span className="faint">–</span>;
  if (proposal.inRules) {
    return (
      <PageLink className="link machine" to={urls.settings('rules')}>
        {proposal.ruleId}
      </PageLink>
    );
  }
  return (
    <Button
      closed={mayDraft ? undefined : 'Leads and members write drafts of rules'}
      onClick={() => {
        onError(null);
        call(proposeRule, { body: { tool, check } }).then(
          () => queryClient.invalidateQueries({ queryKey: [getScorecard.path] }),
          onError,
        );
      }}
    >
      Draft a rule
    </Button>
  );
}
