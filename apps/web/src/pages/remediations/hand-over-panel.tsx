import type { ActName, OfferedAct, RemediationDetail } from '@baton/contract/remediations.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TeamChip, teamName } from '../../ui/team-chip.tsx';
import { VerdictShape } from '../../ui/verdict-chip.tsx';
import { ActForm } from './act-form.tsx';

interface HandOverPanelProps {
  readonly remediation: RemediationDetail;
  /** Devices chosen in the table beside. */
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
}

/** "Your leg: verify": what is left, the next step first, and why a closed action is closed. The other team reads it. */
export function HandOverPanel({ remediation, chosen, onDone }: HandOverPanelProps) {
  const { panel } = remediation;
  const [opened, setOpened] = useState<ActName | null>(null);
  const act = panel.acts.find((each) => each.act === opened && each.open);
  const title =
    panel.place === 'closed'
      ? 'Closed'
      : panel.yours
        ? `Your leg: ${panel.place}`
        : `${teamName(panel.team)}’s leg: ${panel.place}`;
  return (
    <Panel title={title} aside={<TeamChip owner={panel.team} />}>
      <div className="hand-over">
        {panel.left.length > 0 ? (
          <ul>
            {panel.left.map((item) => (
              <li key={item.what}>
                <span className="left-shape">{item.verdict ? <VerdictShape verdict={item.verdict} /> : null}</span>
                <span>
                  <b>
                    {formatCount(item.count)} {item.what}
                  </b>
                  <br />
                  <span className="quiet">{item.detail}</span>
                </span>
              </li>
            ))}
          </ul>
        ) : null}
        <div className="row wrap acts">
          {inOrder(panel.acts).map((each) => (
            <Button
              key={each.act}
              primary={each.primary && opened === null}
              closed={each.open ? undefined : (each.why ?? 'Not now')}
              aria-expanded={each.open ? opened === each.act : undefined}
              onClick={() => setOpened(opened === each.act ? null : each.act)}
            >
              {each.label}
            </Button>
          ))}
        </div>
        {act ? (
          <ActForm
            key={act.act}
            act={act}
            remediation={remediation}
            chosen={chosen}
            onLeave={() => setOpened(null)}
            onDone={() => {
              setOpened(null);
              onDone();
            }}
          />
        ) : null}
        <Remarks remarks={panel.remarks} acts={panel.acts} />
      </div>
    </Panel>
  );
}

/** The next step first; then what is open; then what is closed, which stays visible. */
function inOrder(acts: readonly OfferedAct[]): OfferedAct[] {
  const rank = (act: OfferedAct): number => (act.primary ? 0 : act.open ? 1 : 2);
  return [...acts].sort((a, b) => rank(a) - rank(b));
}

/** Why something is closed, said once, under the buttons. */
function Remarks({ remarks, acts }: { readonly remarks: readonly string[]; readonly acts: readonly OfferedAct[] }) {
  const labels = new Map<string, string[]>();
  for (const { open, why, label } of acts)
    if (!open && why !== null) labels.set(why, [...(labels.get(why) ?? []), label]);
  const whys = [...labels].map(([why, closed]) => `${closed.join(', ')}: ${why}`);
  const said = [...new Set([...remarks, ...whys.filter((why) => !remarks.some((remark) => why.includes(remark)))])];
  return (
    <>
      {said.map((remark) => (
        <p key={remark} className="why">
          {remark}
        </p>
      ))}
    </>
  );
}
