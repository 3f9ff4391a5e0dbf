import {
  discardRuleDraft,
  getRules,
  offerRules,
  type ProposedRules,
  previewRules,
  type RuleSetState,
  signRules,
} from '@baton/contract/rules.ts';
import { useState } from 'react';
import { call } from '../../../api/call.ts';
import { queryClient } from '../../../api/use-read.ts';
import { Button } from '../../../ui/button.tsx';
import { Form, TextField } from '../../../ui/form.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProofForm } from '../../../ui/proof-form.tsx';
import { RunningWork } from '../../../ui/running-work.tsx';
import { Stamp } from '../../../ui/stamp.tsx';
import { ErrorPanel } from '../../../ui/states.tsx';
import { TeamChip } from '../../../ui/team-chip.tsx';
import { PreviewResult } from './preview-result.tsx';

interface ProposedPanelProps {
  readonly kind: 'draft' | 'open';
  readonly state: RuleSetState;
  readonly proposed: ProposedRules;
}

const keep = (saved: RuleSetState): void => {
  queryClient.setQueriesData({ queryKey: [getRules.path] }, saved);
};

/** The draft, or the version that waits for signatures: what is different, what it would change, and the next step. */
export function ProposedPanel({ kind, state, proposed }: ProposedPanelProps) {
  const [error, setError] = useState<Error | null>(null);
  const { draft, open, edit } = state;
  const act = (does: () => Promise<RuleSetState | { readonly workId: string }>): void => {
    setError(null);
    does().then((done) => {
      if ('inForce' in done) keep(done);
      else void queryClient.invalidateQueries({ queryKey: [getRules.path] });
    }, setError);
  };
  const isDraft = kind === 'draft' && draft !== null;
  // A preview is of the draft where there is one.
  const mayPreview = isDraft || draft === null;
  return (
    <Panel
      title={isDraft ? 'Draft' : `Version ${open?.version} waits for signatures`}
      note={isDraft ? `saved by ${draft.savedBy}` : `offered by ${open?.offeredBy}`}
      aside={
        <>
          {isDraft ? (
            <Button
              onClick={() => act(() => call(discardRuleDraft, { body: { seenRevision: draft.revision } }))}
              closed={edit.why ?? undefined}
            >
              Throw away
            </Button>
          ) : null}
          {mayPreview ? (
            <Button
              primary={proposed.preview === null}
              busy={proposed.previewWorkId !== null}
              onClick={() => act(() => call(previewRules))}
              closed={edit.why ?? undefined}
            >
              {proposed.preview ? 'Preview again' : 'Preview on today’s fleet'}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="panel-body stack">
        {error ? <ErrorPanel error={error} /> : null}
        {kind === 'open' && open ? <p>{open.note}</p> : null}
        <ul className="differences">
          {proposed.differences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {proposed.differences.length === 0 ? (
            <li className="quiet">Nothing is different from what is in force.</li>
          ) : null}
        </ul>
        {proposed.previewWorkId ? <RunningWork workId={proposed.previewWorkId} words="devices judged by both" /> : null}
        {proposed.preview ? <PreviewResult preview={proposed.preview} /> : null}
        {isDraft ? <Offer draft={draft} /> : kind === 'open' && open ? <Sign open={open} /> : null}
      </div>
    </Panel>
  );
}

function Offer({ draft }: { readonly draft: NonNullable<RuleSetState['draft']> }) {
  return (
    <Form
      action="Offer for signing"
      inline
      closed={draft.offer.why ?? undefined}
      primary={draft.preview !== null}
      aside={draft.offer.why ? <span className="small faint">{draft.offer.why}</span> : null}
      onSend={async ({ text }) =>
        keep(await call(offerRules, { body: { seenRevision: draft.revision, note: text('note') } }))
      }
    >
      <TextField name="note" label="What changes and why; the other lead reads it first" maxLength={2000} w={420} />
    </Form>
  );
}

function Sign({ open }: { readonly open: NonNullable<RuleSetState['open']> }) {
  return (
    <>
      <p className="row wrap small">
        {open.signatures.length === 0 ? <span className="quiet">Nobody has signed yet.</span> : 'Signed by'}
        {open.signatures.map(({ team, person, signedAt }) => (
          <span key={team} className="row">
            <TeamChip owner={team}>{person}</TeamChip> <Stamp at={signedAt} long />
          </span>
        ))}
      </p>
      <ProofForm
        act={{ kind: 'sign', hashes: [open.hash] }}
        passwordLabel="Your password, again"
        action={`Sign version ${open.version}`}
        inline
        closed={open.sign.why ?? undefined}
        aside={open.sign.why ? <span className="small faint">{open.sign.why}</span> : null}
        onProved={async (proof) =>
          keep(await call(signRules, { params: { version: open.version }, body: { hash: open.hash, proof } }))
        }
      />
    </>
  );
}
