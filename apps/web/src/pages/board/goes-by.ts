import type { BoardDto } from '@baton/contract/board.ts';

/** What the numbers go by, for the foot of pictures and paper. */
export function goesBy({ policy, rules }: Pick<BoardDto, 'policy' | 'rules'>): string {
  const policyText = policy.version === 0 ? `${policy.name}, as it ships` : `${policy.name}, version ${policy.version}`;
  const rulesText = rules.version === 0 ? 'as it ships' : `version ${rules.version}`;
  return `Policy: ${policyText}. Rule set: ${rulesText}.`;
}
