import { type CharterPage, offerCharter, readCharter } from '@baton/contract/charter.ts';
import { diffCharters, isSameCharter } from '@baton/domain/charter/diff-charters.ts';
import { warningsOf } from '@baton/domain/charter/warnings.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Form, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DiffList } from './diff-list.tsx';
import type { WrittenDraft } from './use-draft.ts';

interface OfferPanelProps {
  readonly inForce: CharterPage['inForce'];
  readonly written: WrittenDraft;
  readonly onOffered: (version: number) => void;
}

/** What the draft changes, and the button that makes it a version for both leads. */
export function OfferPanel({ inForce, written, onOffered }: OfferPanelProps) {
  const { charter, revision } = written;
  const may = useMe().permissions.includes('document.offer');
  const warnings = warningsOf(charter).length;
  const closed = may ? whyClosed(inForce, written) : 'A lead, or their deputy, offers it';
  return (
    <Panel title="Offer it for signing" note="its text is fixed from then on" className="no-print">
      <div className="sign-panel">
        <div className="stack">
          <h3>Against what is in force</h3>
          <DiffList from={inForce.charter} to={charter} />
          {warnings === 0 ? null : (
            <p className="small">{formatCounted(warnings, 'place')} to look at again, beside the matrix.</p>
          )}
        </div>
        <Form
          action="Offer for signing"
          primary={!written.unsaved}
          closed={closed}
          onSend={async ({ text }) => {
            const { version } = await call(offerCharter, { body: { seenRevision: revision, note: text('note') } });
            await queryClient.invalidateQueries({ queryKey: [readCharter.path] });
            onOffered(version);
          }}
        >
          <TextField
            name="note"
            label="What changes and why"
            maxLength={2000}
            placeholder="Members approve too, from June"
          />
          {closed === undefined ? null : <p className="small quiet">{closed}.</p>}
        </Form>
      </div>
    </Panel>
  );
}

function whyClosed(inForce: CharterPage['inForce'], { charter, unsaved }: WrittenDraft): string | undefined {
  if (unsaved) return 'Keep the draft first';
  const changes = !isSameCharter(diffCharters(inForce.charter, charter));
  return changes || inForce.version === null ? undefined : 'It says what is in force';
}
