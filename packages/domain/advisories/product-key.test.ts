import { expect, test } from 'vitest';
import { kbOfProduct, productKey } from './product-key.ts';

test('keys tell the kind and the name, also after more of them than are remembered', () => {
  const names = Array.from({ length: 9000 }, (_, n) => `KB${5_000_000 + n}`);
  for (const name of [...names, ...names.slice(0, 10)]) {
    expect(productKey('kb', name)).toBe(`kb:${name}`);
    expect(kbOfProduct(`kb:${name}`)).toBe(name);
  }
  expect(productKey('pkg', 'KB5000000')).toBe('pkg:KB5000000');
});

test('what is no KB has none', () => {
  expect(kbOfProduct('pkg:kb:odd')).toBeNull();
  expect(kbOfProduct('app:chrome')).toBeNull();
});
