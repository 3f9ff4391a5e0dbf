import { expect, test } from 'vitest';
import { askingTitle, settledTitle } from './asking-titles.ts';

test.each(['signature', 'approval'] as const)(
  'a title that asks for a %s is left without it once settled',
  (wanted) => {
    const asked = askingTitle('KB5044273 is an emergency', wanted);
    expect(asked).toMatch(new RegExp(`^KB5044273 is an emergency.* waits for your ${wanted}$`));
    expect(settledTitle(asked)).toBe('KB5044273 is an emergency');
  },
);

test('a long subject loses its end, and not what is asked', () => {
  const asked = askingTitle('x'.repeat(400), 'signature');
  expect(asked).toHaveLength(300);
  expect(settledTitle(asked)).toMatch(/^x+$/);
});

test('another title stays as it is', () => {
  expect(settledTitle('KB5044273 is due in 4 hours')).toBe('KB5044273 is due in 4 hours');
});
