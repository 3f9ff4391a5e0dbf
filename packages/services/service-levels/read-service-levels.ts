import { policyContent, policyOf } from '@baton/contract/policy-document.ts';
import type { getServiceLevels } from '@baton/contract/service-levels.ts';
import { shippedPolicies } from '@baton/domain/service-levels/policies/shipped-policies.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { z } from 'zod';
import { readDocument } from '../signatures/read-document.ts';
import { currentPolicy, policyShown } from './policy-book.ts';
import { POLICY_DOCUMENT } from './policy-document.ts';
import { writePolicyText } from './policy-text.ts';

type ServiceLevels = z.input<typeof getServiceLevels.response>;

/** The policy in force, what was signed and by whom, what is being written, and what ships. */
export async function readServiceLevels(db: Database, now: string, timeZone: string): Promise<ServiceLevels> {
  const { draft, versions } = await readDocument(db, POLICY_DOCUMENT);
  const inForce = await currentPolicy(db, now, timeZone);
  const since = versions.find(({ state }) => state === 'in-force')?.inForceFrom ?? null;
  return {
    inForce: { ...policyShown(inForce), since },
    draft: draft && { ...withoutContent(draft), ...textOf(draft.content) },
    versions: versions.map((version) => ({
      ...withoutContent(version),
      signatures: [...version.signatures],
      ...textOf(version.content),
    })),
    shipped: shippedPolicies(inForce.timeZone).map(policyShown),
  };
}

function withoutContent<Row extends { readonly content: unknown }>({
  content: _content,
  ...row
}: Row): Omit<Row, 'content'> {
  return row;
}

function textOf(content: unknown): { readonly policyName: string; readonly text: string } {
  const policy = policyOf(policyContent.parse(content), 1);
  return { policyName: policy.name, text: writePolicyText(policy) };
}
