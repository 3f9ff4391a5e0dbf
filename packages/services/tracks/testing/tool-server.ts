import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';

/** A request as a tool's server sees it. */
export interface ToolRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The body as JSON; an empty object where there is none. */
  readonly body: Record<string, unknown>;
}

export interface ToolAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ToolServer {
  readonly url: string;
  readonly requests: ToolRequest[];
  /** From now on answers come from here first; null: from the tool again. */
  failWith(failure: ((request: ToolRequest) => ToolAnswer | null) | null): void;
}

/** A tool's server on loopback for the tests of a file. */
export function useToolServer(answer: (request: ToolRequest) => ToolAnswer): ToolServer {
  const requests: ToolRequest[] = [];
  let failure: ((request: ToolRequest) => ToolAnswer | null) | null = null;
  let server: Server | undefined;
  let port = 0;
  beforeAll(async () => {
    const opened = createServer(async (incoming, reply) => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part);
      const request = readRequest(incoming, Buffer.concat(parts).toString('utf8'));
      requests.push(request);
      const { status, body, headers = {} } = failure?.(request) ?? answer(request);
      const json = typeof body === 'string' ? {} : { 'content-type': 'application/json' };
      reply.writeHead(status, { ...json, ...headers });
      reply.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
    });
    server = opened;
    await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
    const at = opened.address();
    port = typeof at === 'object' && at !== null ? at.port : 0;
  });
  afterAll(() => {
    server?.closeAllConnections();
    server?.close();
  });
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    requests,
    failWith(with_) {
      failure = with_;
    },
  };
}

function readRequest(incoming: IncomingMessage, text: string): ToolRequest {
  const url = new URL(incoming.url ?? '/', 'http://tool');
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    authorization: incoming.headers.authorization ?? '',
    headers: incoming.headers,
    text,
    body: text === '' ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(text)),
  };
}
