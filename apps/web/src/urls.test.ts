import { describe, expect, it } from 'vitest';
import { ALL_DEVICES, carry, NOW, urls } from './urls.ts';

const held = { scope: 'site:Berlin;os:Windows 10', day: '2024-09-30' };

describe('an address of ours', () => {
  it('carries the scope and day of the page it is on, beside what it says itself', () => {
    const carried = new URL(carry(urls.cells({ cause: 'stale-scan', part: 'it-not-proven' }), held), 'http://baton');
    expect(carried.pathname).toBe('/cells');
    expect(Object.fromEntries(carried.searchParams)).toEqual({ cause: 'stale-scan', part: 'it-not-proven', ...held });
  });

  it('keeps a scope or day of its own', () => {
    const carried = new URL(carry(urls.board({ day: '2024-10-01' }), held), 'http://baton');
    expect(carried.searchParams.get('day')).toBe('2024-10-01');
    expect(carried.searchParams.get('scope')).toBe(held.scope);
  });

  it('leaves scope and day where it says all devices and now, and writes neither word', () => {
    expect(carry(urls.board({ scope: ALL_DEVICES, day: NOW }), held)).toBe('/');
    expect(carry(urls.devices({ search: 'a' }), {})).toBe('/devices?search=a');
  });
});
