import { offerRetrospective, type RetrospectiveDto, signRetrospective } from '@baton/contract/retrospectives.ts';
import { formatCounted, formatHash } from '@baton/presentation/formats.ts';
import { call } from '../../api/call.ts';
import { useMe } from '../../session.ts';
import { Form, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SignForm } from '../../ui/sign-form.tsx';
import { Signatures } from '../../ui/signatures.tsx';
import { refreshReview } from './refresh-review.ts';

/** Both leads close a retrospective together: offered as it stands, signed by each. What comes in between has it offered again. */
export function ClosingPanel({ data }: { readonly data: RetrospectiveDto }) {
  const { cycle, versions } = data;
  const [newest] = versions;
  if (cycle.state === 'running' || cycle.state === 'ended') return null;
  const waits = cycle.state === 'review' && newest?.current === true;
  return (
    <Panel
      title={cycle.state === 'closed' ? 'Closed by both leads' : 'Close it together'}
      note={noteOf(data)}
      className={newest === undefined ? 'no-print' : ''}
    >
      <div className="panel-body stack">
        {newest === undefined ? null : (
          <div className="row wrap">
            <span>
              Version {newest.version}: {newest.note} <span className="faint small">offered by {newest.offeredBy}</span>
            </span>
            <span className="space" />
            <span className="machine faint note" title={newest.hash}>
              {formatHash(newest.hash)}
            </span>
          </div>
        )}
        {newest === undefined ? null : <Signatures signatures={newest.signatures} />}
        {waits && newest !== undefined ? (
          <SignForm
            hashes={[newest.hash]}
            signed={newest.signatures.map(({ team }) => team)}
            onSign={async (proof) => {
              const params = { number: cycle.number, version: newest.version };
              await call(signRetrospective, { params, body: { hash: newest.hash, proof } });
              await refreshReview();
            }}
          />
        ) : null}
        {cycle.state === 'review' && !waits ? <OfferForm data={data} /> : null}
      </div>
    </Panel>
  );
}

function noteOf({ cycle, versions: [newest] }: RetrospectiveDto): string | undefined {
  if (cycle.state === 'closed') return 'nothing of it changes any more';
  if (newest === undefined) return 'both leads sign what stands here';
  return newest.current ? 'waits for signatures' : 'written into since it was offered: offer it again';
}

function OfferForm({ data: { cycle, toJudge } }: { readonly data: RetrospectiveDto }) {
  const me = useMe();
  const left = toJudge.filter(({ judgements }) => !judgements.some(({ number }) => number === cycle.number)).length;
  const closed = !me.permissions.includes('document.offer')
    ? 'A lead offers it'
    : left > 0
      ? `${formatCounted(left, 'action')} of earlier cycles to judge first`
      : undefined;
  return (
    <div className="no-print">
      <Form
        action="Offer it to both leads"
        inline
        closed={closed}
        onSend={async ({ text }) => {
          await call(offerRetrospective, { params: { number: cycle.number }, body: { note: text('note') } });
          await refreshReview();
        }}
      >
        <TextField name="note" label="What is to be said of it" maxLength={2000} w={420} />
        {closed === undefined ? null : <span className="small faint">{closed}</span>}
      </Form>
    </div>
  );
}
