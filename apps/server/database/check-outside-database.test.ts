import { newTestDatabase } from '@baton/store/testing/test-database.ts';
import { expect, test } from 'vitest';
import { checkOutsideDatabase } from './check-outside-database.ts';

test('a PostgreSQL that answers and is new enough is accepted', async () => {
  await expect(checkOutsideDatabase(await newTestDatabase({ empty: true }))).resolves.toBeUndefined();
});

test.each([
  ['not a url', /It looks like postgres:\/\/USER/],
  ['postgres://baton:secret@127.0.0.1:1/baton', /127\.0\.0\.1:1\/baton.*ECONNREFUSED.*Does it run/],
])('%s is refused in clear words', async (url, message) => {
  await expect(checkOutsideDatabase(url)).rejects.toThrow(message);
});

test('the message never contains the password', async () => {
  const error = await checkOutsideDatabase('postgres://baton:secret@127.0.0.1:1/baton').catch(
    (reason: unknown) => reason,
  );
  expect(String(error)).not.toContain('secret');
});

test('a database that does not exist is named, with the way to make it', async () => {
  const url = new URL(await newTestDatabase({ empty: true }));
  url.pathname = '/nothing_here';
  await expect(checkOutsideDatabase(url.href)).rejects.toThrow(/nothing_here.*createdb/);
});
