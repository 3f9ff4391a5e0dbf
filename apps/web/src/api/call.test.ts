import { getCell, listCells } from '@baton/contract/cells.ts';
import { getHealth } from '@baton/contract/health.ts';
import { describe, expect, it } from 'vitest';
import { ApiError, errorFrom } from './api-error.ts';
import { addressOf, parseAnswer } from './call.ts';

describe('the address of a call', () => {
  it('fills parameters in so that no name can break out of its place', () => {
    expect(addressOf(getCell, { params: { deviceId: 'a/b', fix: 'openssl 3.0.14-1~deb12u2' } })).toBe(
      '/api/cells/a%2Fb/openssl%203.0.14-1~deb12u2',
    );
  });

  it('leaves empty filters out', () => {
    expect(addressOf(listCells, { query: { page: 2, cause: undefined, search: '' } })).toBe('/api/cells?page=2');
  });
});

describe('an answer', () => {
  it('is parsed by the contract', () => {
    expect(parseAnswer(getHealth, '{"status":"ok","version":"1"}')).toEqual({ status: 'ok', version: '1' });
  });

  it('that the contract does not know says where it differs', () => {
    expect(() => parseAnswer(getHealth, '{"status":"ok"}')).toThrow(/GET \/api\/health .*version/);
  });

  it('that is an error keeps code, hint and id', () => {
    const error = errorFrom(
      409,
      '{"error":{"code":"baton-moved","message":"It moved.","hint":"Load it again.","id":"x1"}}',
    );
    expect(error).toMatchObject({
      status: 409,
      code: 'baton-moved',
      message: 'It moved.',
      hint: 'Load it again.',
      id: 'x1',
    });
  });

  it('that is a proxy’s page becomes a sentence with its status', () => {
    const error = errorFrom(502, '<html>Bad gateway</html>');
    expect(error).toBeInstanceOf(ApiError);
    expect(error.message).toContain('502');
  });
});
