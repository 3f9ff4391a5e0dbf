import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listen } from './live.ts';

/** As much of the browser's EventSource as listening needs, opened by the test. */
class OpenedByTest {
  static readonly CLOSED = 2;
  static last: OpenedByTest | undefined;
  readyState = 0;
  onopen: () => void = () => {};
  constructor() {
    OpenedByTest.last = this;
  }
  close(): void {}
}

let client: QueryClient;
let stop: () => void;
beforeEach(() => {
  vi.stubGlobal('EventSource', OpenedByTest);
  client = new QueryClient();
  stop = listen(client, () => {});
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

test('what was read before anybody listened is read again, at the first opening as at each later one', async () => {
  await client.fetchQuery({ queryKey: ['/api/board'], queryFn: () => 1 });
  const isOld = () => client.getQueryState(['/api/board'])?.isInvalidated;
  for (const _ of ['first', 'after the browser connected anew']) {
    await client.fetchQuery({ queryKey: ['/api/board'], queryFn: () => 1 });
    expect(isOld()).toBe(false);
    OpenedByTest.last?.onopen();
    expect(isOld()).toBe(true);
  }
});

test('what is being read when listening begins is read again once it has come', async () => {
  let answer: (value: number) => void = () => {};
  const reading = client.fetchQuery({
    queryKey: ['/api/board'],
    queryFn: () => new Promise<number>((resolve) => (answer = resolve)),
  });
  await vi.waitFor(() => expect(client.isFetching()).toBe(1));
  OpenedByTest.last?.onopen();
  answer(1);
  await reading;
  await vi.waitFor(() => expect(client.getQueryState(['/api/board'])?.isInvalidated).toBe(true));
});
