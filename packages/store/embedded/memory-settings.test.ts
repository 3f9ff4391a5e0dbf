import { expect, test } from 'vitest';
import { memorySettings } from './memory-settings.ts';

const GIB = 2 ** 30;

test.each([
  [1 * GIB, '128MB'],
  [2 * GIB, '128MB'],
  [8 * GIB, '512MB'],
  [24 * GIB, '1024MB'],
  [256 * GIB, '1024MB'],
])('of %d bytes a sixteenth, within bounds', (bytes, expected) => {
  expect(memorySettings(bytes)['shared_buffers']).toBe(expected);
});

test('the machine itself has a size that PostgreSQL takes', () => {
  expect(memorySettings()['shared_buffers']).toMatch(/^\d{3,4}MB$/);
});
