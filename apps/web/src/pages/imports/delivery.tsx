import { createImport, getImport, type ImportRow, inspectImport, listImports } from '@baton/contract/imports.ts';
import { formatBytes } from '@baton/presentation/formats.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { upload } from '../../api/upload.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';
import { DeliveryForm } from './delivery-form.tsx';
import type { DeliveryQuery, Inspection } from './delivery-query.ts';
import { ImportStateWord, importSummary, isMoving, Progress } from './import-state.tsx';

const INSPECTED_BYTES = 1_048_576;

interface DeliveryProps {
  readonly file: File;
  readonly onGone: () => void;
}

/** One dropped file: recognised, asked about what it does not say itself, sent, read. */
export function Delivery({ file, onGone }: DeliveryProps) {
  const empty = file.size === 0;
  const inspection = useQuery({
    enabled: !empty,
    queryKey: ['inspection', file.name, file.size, file.lastModified],
    queryFn: ({ signal }) =>
      upload(inspectImport, { query: { fileName: file.name }, file: file.slice(0, INSPECTED_BYTES), signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [sending, setSending] = useState<{ readonly sent: number } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [row, setRow] = useState<ImportRow | null>(null);
  const stop = useRef<AbortController | null>(null);

  const send = (query: DeliveryQuery): void => {
    stop.current = new AbortController();
    setError(null);
    setSending({ sent: 0 });
    upload(createImport, {
      query: { fileName: file.name, ...query },
      file,
      signal: stop.current.signal,
      onProgress: (sent) => setSending({ sent }),
    })
      .then(setRow, setError)
      .finally(() => {
        setSending(null);
        void queryClient.invalidateQueries({ queryKey: [listImports.path] });
      });
  };
  useSendAtOnce(inspection.data, send);

  return (
    <article className="delivery" aria-label={file.name}>
      <div className="row">
        <b className="machine">{file.name}</b>
        <span className="faint small">{formatBytes(file.size)}</span>
        {inspection.data?.title ? <span className="quiet small">{inspection.data.title}</span> : null}
        {row ? <TeamChip owner={row.team} /> : null}
        <span className="space" />
        <Button
          onClick={() => {
            stop.current?.abort();
            onGone();
          }}
        >
          {sending ? 'Stop' : 'Put away'}
        </Button>
      </div>
      {error ? <ErrorPanel error={error} /> : null}
      {sending ? <Progress done={sending.sent} total={file.size} word="Sending" /> : null}
      {row ? <Received row={row} /> : null}
      {empty ? <p className="small">This file is empty, or is a folder. Nothing was sent.</p> : null}
      {row || sending || empty ? null : (
        <Loaded query={inspection}>{(data) => <DeliveryForm inspection={data} onSend={send} />}</Loaded>
      )}
    </article>
  );
}

/** A file that says everything itself is sent at once, with nothing asked. */
function useSendAtOnce(inspection: Inspection | undefined, send: (query: DeliveryQuery) => void): void {
  const sent = useRef(false);
  useEffect(() => {
    if (
      sent.current ||
      !inspection?.format ||
      inspection.team === null ||
      inspection.needsDevice ||
      inspection.mapping !== null
    )
      return;
    sent.current = true;
    send({ team: inspection.team });
  });
}

/** What comes of it, kept current until every cell is compared. */
function Received({ row }: { readonly row: ImportRow }) {
  const read = useRead(getImport, { params: { importId: row.importId }, every: 2000 });
  const known = row.state === 'already-known';
  const now = known ? row : (read.data ?? row);
  return (
    <div className="small received" role="status">
      {isMoving(now) && now.state !== 'done' ? (
        <Progress done={now.progress.numerator} total={now.progress.denominator} word="Reading" />
      ) : null}
      <p>
        <ImportStateWord row={now} />
        {now.state === 'done' || now.state === 'already-known' ? `: ${importSummary(now)}. ` : ' '}
        {now.error ? <b>{now.error.message} </b> : null}
        <PageLink className="link" to={urls.import(now.importId)}>
          {now.problems > 0 ? 'Its problems by line' : 'Details'}
        </PageLink>
      </p>
    </div>
  );
}
