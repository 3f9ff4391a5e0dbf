import { expect, test } from 'vitest';
import { goesBy } from './goes-by.ts';

test('the foot names policy and rule set with their versions, and says where they are as they ship', () => {
  const policy = { id: 'default', name: 'Default', version: 0 };
  expect(goesBy({ policy, rules: { version: 0 } })).toBe('Policy: Default, as it ships. Rule set: as it ships.');
  expect(goesBy({ policy: { ...policy, version: 3 }, rules: { version: 2 } })).toBe(
    'Policy: Default, version 3. Rule set: version 2.',
  );
});
