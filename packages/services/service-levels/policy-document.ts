import { policyContent, policyOf } from '@baton/contract/policy-document.ts';
import { policyProblems } from '@baton/domain/service-levels/policy-problems.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { keepPolicy } from '@baton/store/relay/policies.ts';
import { ServiceError } from '../service-error.ts';
import type { SignedDocument } from '../signatures/signed-document.ts';

/**
 * The policy of service levels: one document, version by version. Another policy is another version of it, so that there is
 * never a question which one holds. With the second signature every deadline is reckoned anew.
 */
export const POLICY_DOCUMENT: SignedDocument = {
  kind: 'service-levels',
  documentId: 'policy',
  name: 'the service-level policy',
  check(content) {
    const parsed = policyContent.safeParse(content);
    const problem = parsed.success ? policyProblems(policyOf(parsed.data, 1))[0] : parsed.error.issues[0];
    if (problem === undefined) return;
    throw new ServiceError('invalid', `The policy is not right: ${problem.message}`, {
      where: problem.path.join('.'),
      hint: 'Change the draft and offer it again.',
    });
  },
  async cameIntoForce(trx, { content, version, inForceFrom }) {
    await keepPolicy(trx, policyOf(policyContent.parse(JSON.parse(content)), version), inForceFrom);
    await queueRecompute(trx, 'policy');
  },
};

/** Has every deadline reckoned anew in the background, once, however many ask for it before it begins. */
export async function queueRecompute(trx: Parameters<typeof enqueueJob>[0], event: 'policy' | 'facts'): Promise<void> {
  await enqueueJob(trx, 'recompute-deadlines', { event }, { key: 'recompute-deadlines', priority: -5 });
}
