import { DEFAULT_CHARTER } from '@baton/domain/charter/default-charter.ts';
import type { JointGoals } from '@baton/domain/leadership/joint-goals.ts';
import { defaultPolicy } from '@baton/domain/service-levels/policies/default-policy.ts';
import type { TimeLimit } from '@baton/domain/service-levels/policy.ts';
import { CHARTER } from '@baton/services/charter/charter-document.ts';
import { JOINT_GOALS } from '@baton/services/leadership/goals-document.ts';
import type { JsonValue } from '@baton/services/log/json-value.ts';
import { POLICY_DOCUMENT } from '@baton/services/service-levels/policy-document.ts';
import { saveDraft } from '@baton/services/signatures/drafts.ts';
import { offerVersion } from '@baton/services/signatures/offer-version.ts';
import { readDocument } from '@baton/services/signatures/read-document.ts';
import { signVersion } from '@baton/services/signatures/sign-version.ts';
import type { SignedDocument } from '@baton/services/signatures/signed-document.ts';
import { DAY_MS, HOUR_MS } from '@baton/tools/world/milliseconds.ts';
import { proofOf, VISITOR } from './demo-people.ts';
import type { Stage } from './play-turn.ts';

/** Before anything else the leads agree on who does what, by when, and on what they want to reach together. */
export async function signDocuments(stage: Stage, begin: number, now: number): Promise<void> {
  const { people, responsibilities, ...charter } = DEFAULT_CHARTER;
  const content = {
    ...charter,
    people: people.map((person) => ({ ...person })),
    responsibilities: mapped(responsibilities),
  };
  await sign(stage, CHARTER, content, 'Written down as we work already.', begin + 2 * HOUR_MS);
  const asFast = 'As fast as our maintenance nights and the scans after them allow.';
  await sign(stage, POLICY_DOCUMENT, policyContent(), asFast, begin + 9 * HOUR_MS);
  await sign(
    stage,
    JOINT_GOALS,
    goalsUntil(now + 30 * DAY_MS),
    'What both teams are measured by, and nobody alone.',
    begin + DAY_MS,
  );
}

function mapped(rows: typeof DEFAULT_CHARTER.responsibilities) {
  return Object.fromEntries(Object.entries(rows).map(([duty, cells]) => [duty, { ...cells }]));
}

/** Of the policy that ships other times: what one window and the try after it can keep. */
const TIMES: Readonly<Record<string, TimeLimit>> = {
  critical: { unit: 'days', amount: 7 },
  high: { unit: 'days', amount: 14 },
};

/** What is signed is JSON. */
function policyContent(): JsonValue {
  const { version: _, tiers, ...policy } = defaultPolicy('UTC');
  const content = {
    ...policy,
    id: 'office',
    name: 'Our service levels',
    citation: 'Agreed by both leads: critical 7 days from tested, high 14 days, the rest within the cycle',
    tiers: tiers.map((tier) => ({ ...tier, time: TIMES[tier.id] ?? tier.time })),
  };
  return JSON.parse(JSON.stringify(content));
}

/** @param end milliseconds since 1970, however many cycles the demo has played by now */
function goalsUntil(end: number) {
  const goals: JointGoals = {
    title: 'One number by the end of the year',
    by: new Date(end).toISOString().slice(0, 10),
    goals: [
      { measure: 'agreed', target: 90 },
      { measure: 'verified-on-time', target: 85 },
      { measure: 'seen-by-both', target: 95 },
      { measure: 'unexplained', target: 1 },
    ],
  };
  return { ...goals, goals: goals.goals.map((goal) => ({ ...goal })) };
}

/** IT's lead offers it, and both leads sign: IT's within the hour, InfoSec's the afternoon after. */
async function sign(
  { db, cast, password }: Stage,
  document: SignedDocument,
  content: JsonValue,
  note: string,
  at: number,
): Promise<void> {
  const time = (hours: number) => Temporal.Instant.fromEpochMilliseconds(at + hours * HOUR_MS);
  const seenRevision = await saveDraft(db, cast.itLead, document, { content, seenRevision: 0 }, time(0));
  const version = await offerVersion(db, cast.itLead, document, { seenRevision, note }, time(0));
  const offered = (await readDocument(db, document)).versions.find((one) => one.version === version);
  const signature = { version, hash: offered?.hash ?? '', proof: proofOf(password) };
  await signVersion(db, cast.itLead, document, signature, VISITOR, time(0.5));
  await signVersion(db, cast.infosecLead, document, signature, VISITOR, time(6));
}
