import { listSources, updateSource } from '@baton/contract/imports.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { type FormEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';

/** What reports, whose word it is, and the age at which it goes stale. */
export function SourcesSection() {
  const sources = useRead(listSources);
  const [error, setError] = useState<Error | null>(null);
  const save = (sourceId: string, hours: number): void => {
    setError(null);
    call(updateSource, { params: { sourceId }, body: { staleAfterHours: hours } }).then(
      () => queryClient.invalidateQueries({ queryKey: [listSources.path] }),
      setError,
    );
  };
  return (
    <Panel title={sources.data ? formatCounted(sources.data.total, 'source') : 'Sources'} className="clip">
      {error ? <ErrorPanel error={error} /> : null}
      <Loaded query={sources}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyState title="No source yet.">
              A source is made by its first delivery.{' '}
              <PageLink className="link" to={urls.imports()}>
                Drop a report
              </PageLink>
            </EmptyState>
          ) : (
            <div className="table-scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Source</th>
                    <th scope="col">Whose word</th>
                    <th scope="col">Kind</th>
                    <th scope="col" className="number">
                      Devices
                    </th>
                    <th scope="col">Last word</th>
                    <th scope="col">Stale after</th>
                  </tr>
                </thead>
                <tbody>
                  {data.rows.map((row) => (
                    <tr key={row.sourceId} data-row>
                      <td>
                        <b>{row.name}</b>
                      </td>
                      <td>
                        <TeamChip owner={row.team} />
                      </td>
                      <td className="quiet">{row.kind}</td>
                      <td className="number">{formatCount(row.devices)}</td>
                      <td>
                        <Stamp at={row.lastReportAt} long none="never" />
                      </td>
                      <td>
                        <StaleAfter
                          hours={row.staleAfterHours}
                          name={row.name}
                          onSave={(hours) => save(row.sourceId, hours)}
                        />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}

function StaleAfter({
  hours,
  name,
  onSave,
}: {
  readonly hours: number;
  readonly name: string;
  readonly onSave: (hours: number) => void;
}) {
  const [text, setText] = useState(String(hours));
  const changed = text !== String(hours) && Number(text) >= 1;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (changed) onSave(Number(text));
  };
  return (
    <form className="row" onSubmit={send}>
      <input
        className="select stale-after"
        type="number"
        min={1}
        max={8784}
        aria-label={`Hours after which ${name} is stale`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <span className="quiet">hours</span>
      {changed ? <Button type="submit">Save</Button> : null}
    </form>
  );
}
