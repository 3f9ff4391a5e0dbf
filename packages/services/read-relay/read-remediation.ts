import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { holderOf, LEGS, type Place } from '@baton/domain/relay/leg.ts';
import { legVisits, minutesHeld } from '@baton/domain/relay/leg-visits.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type KeptEvent, readHistory } from '@baton/store/relay/history.ts';
import { readPolicies } from '@baton/store/relay/policies.ts';
import { type RemediationRecord, readRemediations } from '@baton/store/relay/remediations.ts';
import { readSignedPauses } from '@baton/store/service-levels/pauses.ts';
import type { TeamActor } from '../actor.ts';
import { isProofIndependent } from '../relay/close-by-evidence.ts';
import { countRemediations } from '../relay/count-remediations.ts';
import { NO_CELLS } from '../relay/fix-evidence.ts';
import { gateCounts } from '../relay/gate-counts.ts';
import { doerOf, type RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { countsKept, describeRemediation } from './describe-remediation.ts';
import { describeWork } from './describe-work.ts';
import { eventSentence } from './event-sentence.ts';
import { legPanel } from './leg-panel.ts';
import type { PanelFacts } from './offered-acts.ts';
import { doerDto, spelled, visitSummary } from './relay-words.ts';

/** Entries of the activity that come with a remediation; the rest is paged. */
const NEWEST = 20;

/** One remediation as its page shows it to a viewer. */
export async function readRemediation(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  remediationId: string,
): Promise<RemediationDetail> {
  const { record, panelFacts } = await readForPanel(db, context, actor, remediationId);
  const { history, counts } = panelFacts;
  const visits = legVisits(history, context.now);
  const pauses = (await readSignedPauses(db, [remediationId])).get(remediationId) ?? [];
  const {
    kev: _kev,
    vulnerabilities: _count,
    severity: _severity,
    ...head
  } = describeRemediation(record, await readPolicies(db), pauses, context.now);
  return {
    ...head,
    version: record.version,
    openedAt: record.opened_at,
    closedAt: record.closed_at,
    fixFacts: fixFacts(record),
    itSays: { numerator: counts.installed, denominator: counts.itCounted },
    infosecSays: { numerator: counts.notReported, denominator: counts.scanned },
    verdicts: verdictsOf(counts),
    visits: describeVisits(record, history, context.now),
    ahead: legsAhead(record),
    minutesHeld: minutesHeld(visits),
    panel: legPanel(panelFacts),
    work: await describeWork(db, context, actor, { record, history, visits }),
    activity: { rows: history.toReversed().slice(0, NEWEST).map(describeEvent), total: history.length },
  };
}

/** What a panel needs to know: the history, and the cells of now. */
export async function readForPanel(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  remediationId: string,
): Promise<{ readonly record: RemediationRecord; readonly panelFacts: PanelFacts }> {
  const record = await requireRemediation(db, remediationId);
  const [history, counted, causes, doer] = await Promise.all([
    readHistory(db, remediationId),
    countRemediations(db, context.evidence, [record]),
    context.evidence.causes(db, record),
    doerOf(db, actor),
  ]);
  const counts = counted.get(remediationId) ?? NO_CELLS;
  const panelFacts = {
    place: record.place,
    history,
    counts,
    gates: await gateCounts(db, context, { record, history, counts }),
    causes,
    actor,
    doer,
    proofIsIndependent: await isProofIndependent(db, context, record, stateOf(history).deployers),
  };
  return { record: { ...record, ...verdictsOf(panelFacts.counts) }, panelFacts };
}

export async function requireRemediation(db: Database, remediationId: string): Promise<RemediationRecord> {
  const [record] = await readRemediations(db, { remediationIds: [remediationId] });
  if (!record) throw new ServiceError('not-found', `There is no remediation ${remediationId}.`);
  return record;
}

export function describeEvent(event: KeptEvent): RemediationDetail['activity']['rows'][number] {
  return {
    seq: event.seq,
    at: event.at,
    by: doerDto(event),
    act: event.act,
    from: event.from,
    to: event.to,
    sentence: eventSentence(event),
    note: event.note,
    attachment: event.details.attachment ? fileOf(event.details.attachment) : null,
    other: event.details.other ? { ...event.details.other } : null,
  };
}

function fileOf({ id, name, bytes }: NonNullable<KeptEvent['details']['attachment']>) {
  return { id, name, bytes };
}

function verdictsOf({
  disputed,
  unproven,
  open,
  proven,
  excepted,
}: PanelFacts['counts']): RemediationDetail['verdicts'] {
  return { disputed, unproven, open, proven, excepted };
}

function fixFacts(record: RemediationRecord): RemediationDetail['fixFacts'] {
  return {
    fixedAt: record.fixed_at,
    vulnerabilities: [...record.cves],
    kev: [...record.kev],
    severity: record.severity,
    severityBy: record.severity_by,
    replaces: [...record.replaces],
    published: record.published,
  };
}

function describeVisits(
  record: RemediationRecord,
  history: readonly KeptEvent[],
  now: string,
): RemediationDetail['visits'] {
  const counts = countsKept(record);
  return legVisits(history, now).map((visit) => {
    const left = history.find((event) => event.seq === visit.leftWith) ?? null;
    return {
      leg: visit.place,
      team: visit.team,
      enteredAt: visit.enteredAt,
      leftAt: visit.leftAt,
      minutes: visit.minutes,
      by: left ? doerDto(left) : null,
      summary: visitSummary(visit.place, left, counts),
      note: left?.note ?? null,
    };
  });
}

/** The legs that the baton has not reached in this round. */
function legsAhead(record: RemediationRecord): RemediationDetail['ahead'] {
  const { required } = countsKept(record);
  if (record.place === 'closed') return [];
  const order: readonly Place[] = LEGS;
  const here = order.indexOf(record.place);
  const legs = here < 0 ? [] : order.slice(here + 1);
  return [
    ...legs.map((leg) => ({ leg, team: holderOf(leg), summary: '' })),
    { leg: 'closed', team: holderOf('closed'), summary: `at ${spelled(required)} of ${spelled(required)}` },
  ];
}
