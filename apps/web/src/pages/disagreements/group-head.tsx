import type { AskedSelection, WorkAct } from '@baton/contract/disagreement-acts.ts';
import type { DisagreementGroup, GroupBy } from '@baton/contract/disagreements.ts';
import { formatChange, formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { useMe } from '../../session.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Button } from '../../ui/button.tsx';
import { movesNext } from '../../ui/queue-list.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { isMachineWord } from './group-of-queue.ts';
import { saveScanLists } from './save-scan-lists.ts';
import { actLabel, fitsGroup, primaryAct, WORK_ACTS, whyClosed } from './work-acts.ts';

interface GroupHeadProps {
  readonly by: GroupBy;
  readonly group: DisagreementGroup;
  readonly required: number;
  readonly selection: AskedSelection;
  readonly onAct: (act: WorkAct) => void;
}

/** What a group is, what settling it would gain, and what may be done with all of it. */
export function GroupHead({ by, group, required, selection, onAct }: GroupHeadProps) {
  const me = useMe();
  const { team } = me;
  const primary = primaryAct(group, team);
  const others = WORK_ACTS.filter((act) => act !== primary && fitsGroup(act, group));
  return (
    <section className="panel cause-head">
      <div>
        <GroupTitle {...{ by, group, required }} />
        <div className="row wrap acts head-acts">
          {others.map((act) => (
            <Button key={act} closed={whyClosed(act, group, me)} onClick={() => onAct(act)}>
              {actLabel(act, team, group)}
            </Button>
          ))}
        </div>
      </div>
      <div className="head-primary">
        <Button primary closed={whyClosed(primary, group, me)} onClick={() => onAct(primary)}>
          {actLabel(primary, team, group)}
        </Button>
        {primary === 'rescan' ? (
          <ActButton closed={group.cells === 0 ? 'No cell is in it' : undefined} onAct={() => saveScanLists(selection)}>
            Save targets and checks
          </ActButton>
        ) : null}
      </div>
    </section>
  );
}

/** What a group is, and what settling it would gain. */
export function GroupTitle({ by, group, required }: Pick<GroupHeadProps, 'by' | 'group' | 'required'>) {
  return (
    <div>
      <div className="row wrap">
        <h1 className={isMachineWord(by) ? 'machine' : undefined}>{group.label}</h1>
        {group.cause === null ? null : (
          <span className="machine faint small">
            {group.cause} v{group.ruleVersion}
          </span>
        )}
        <TeamChip owner={group.owner} />
        <span className="small quiet">
          {group.owner === 'it' || group.owner === 'infosec' ? 'moves next' : movesNext(group.owner)}
        </span>
      </div>
      <p className="quiet">
        <GroupSentence group={group} required={required} />
      </p>
    </div>
  );
}

function GroupSentence({ group, required }: Pick<GroupHeadProps, 'group' | 'required'>) {
  const { cells, devices, gain, alone, summary, note, nextAction, overdue, atRisk } = group;
  const points = required === 0 ? 0 : (100 * gain) / required;
  const what = summary ?? note;
  return (
    <>
      <b className="ink">
        {formatCounted(cells, 'cell')}
        {devices === null ? '' : ` on ${formatCounted(devices, 'device')}`}
        {what === null ? '.' : ':'}
      </b>{' '}
      {what === null ? '' : `${what}. `}
      {cells === 0 ? null : (
        <>
          {nextAction ?? 'Settled, they bring'}
          {nextAction === null ? ' ' : ': '}up to <b className="ink">{formatChange(points)} points</b> agreed
          {alone === 0
            ? ', each together with another cause'
            : alone < cells
              ? `, ${formatCount(alone)} of ${formatCount(cells)} cells by itself`
              : ''}
          .
        </>
      )}{' '}
      {overdue > 0 ? <b className="risk-word">{formatCount(overdue)} overdue. </b> : null}
      {atRisk > 0 ? `${formatCount(atRisk)} past 80 % of their time.` : null}
    </>
  );
}
