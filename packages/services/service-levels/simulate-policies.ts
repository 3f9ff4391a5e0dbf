import { policyContent, policyOf } from '@baton/contract/policy-document.ts';
import type { MovedDeadline, SimulatedPolicy, SimulationDto } from '@baton/contract/service-levels.ts';
import { shippedPolicies } from '@baton/domain/service-levels/policies/shipped-policies.ts';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import { directionOf, type MoveDirection, simulate } from '@baton/domain/service-levels/simulation.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readPolicies } from '@baton/store/relay/policies.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { readDocument } from '../signatures/read-document.ts';
import { readBacklog } from './backlog.ts';
import { currentPolicy, tierName } from './policy-book.ts';
import { POLICY_DOCUMENT } from './policy-document.ts';
import { requirePolicyText } from './policy-text.ts';

/** Today's backlog under policies side by side. Nothing is written. */
export async function simulatePolicies(
  db: Database,
  context: RelayContext,
  wanted: readonly SimulatedPolicy[],
): Promise<SimulationDto[]> {
  const policies = await Promise.all(wanted.map((one) => findPolicy(db, context, one)));
  const { items, records } = await readBacklog(db, context);
  return policies.map((policy) => {
    const { deadlines, byTier, weeks, open, overdue, withoutDeadline } = simulate(policy, items, context.now);
    const moves = { earlier: 0, later: 0, same: 0, set: 0, lifted: 0 };
    let newlyOverdue = 0;
    for (const { id, dueAt } of deadlines) {
      const today = records.get(id)?.due_at ?? null;
      moves[directionOf(today, dueAt)] += 1;
      if (isOver(dueAt, context.now) && !isOver(today, context.now)) newlyOverdue += 1;
    }
    return {
      policy: { id: policy.id, name: policy.name, version: policy.version },
      open,
      overdue,
      newlyOverdue,
      withoutDeadline,
      byTier: byTier.map((tier) => ({ ...tier, name: tierName(policy, tier.tierId) })),
      weeks: weeks.map(({ week, remediations, cells }) => ({ week, remediations, cells: { ...cells } })),
      moves,
    };
  });
}

/** The deadlines that a policy would move, those that become overdue first, then the earliest. Nothing is written. */
export async function listMoves(
  db: Database,
  context: RelayContext,
  request: { readonly policy: SimulatedPolicy; readonly page: number; readonly pageSize: number },
): Promise<{ readonly rows: MovedDeadline[]; readonly total: number }> {
  const policy = await findPolicy(db, context, request.policy);
  const { items, records } = await readBacklog(db, context);
  const policies = await readPolicies(db);
  const moved = simulate(policy, items, context.now).deadlines.flatMap(({ id, tierId, dueAt }): MovedDeadline[] => {
    const record = records.get(id);
    const direction = directionOf(record?.due_at ?? null, dueAt);
    if (record === undefined || !isMove(direction)) return [];
    return [
      {
        remediationId: id,
        fix: record.fix_id,
        title: record.title,
        direction,
        fromTier: tierName(policies.get(`${record.policy_id} ${record.policy_version}`), record.tier_id),
        toTier: tierName(policy, tierId),
        fromDueAt: record.due_at,
        toDueAt: dueAt,
        holder: record.holder,
      },
    ];
  });
  const isWorse = (row: MovedDeadline) => isOver(row.toDueAt, context.now) && !isOver(row.fromDueAt, context.now);
  moved.sort((a, b) => Number(isWorse(b)) - Number(isWorse(a)) || time(a.toDueAt) - time(b.toDueAt));
  const from = (request.page - 1) * request.pageSize;
  return { rows: moved.slice(from, from + request.pageSize), total: moved.length };
}

function isMove(direction: MoveDirection): direction is MovedDeadline['direction'] {
  return direction !== 'same';
}

async function findPolicy(db: Database, { now, timeZone }: RelayContext, wanted: SimulatedPolicy): Promise<Policy> {
  const inForce = await currentPolicy(db, now, timeZone);
  if (wanted.of === 'in-force') return inForce;
  if (wanted.of === 'text') return policyOf(requirePolicyText(wanted.text), 0);
  if (wanted.of === 'shipped') {
    const shipped = shippedPolicies(inForce.timeZone).find(({ id }) => id === wanted.id);
    if (shipped) return shipped;
    throw new ServiceError('not-found', `No policy "${wanted.id}" ships with Baton.`, { where: 'body.policies' });
  }
  const { draft, versions } = await readDocument(db, POLICY_DOCUMENT);
  if (wanted.of === 'draft') {
    if (draft) return policyOf(policyContent.parse(draft.content), 0);
    throw new ServiceError('not-found', 'There is no draft.', { where: 'body.policies' });
  }
  const version = versions.find((one) => one.version === wanted.version);
  if (version) return policyOf(policyContent.parse(version.content), version.version);
  throw new ServiceError('not-found', `There is no version ${wanted.version} of the policy.`, {
    where: 'body.policies',
  });
}

function isOver(dueAt: string | null, now: string): boolean {
  return dueAt !== null && Date.parse(dueAt) < Date.parse(now);
}

function time(at: string | null): number {
  return at === null ? Number.POSITIVE_INFINITY : Date.parse(at);
}
