import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '@baton/services/service-error.ts';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * Serves the built web. Files below /assets carry their hash in the name and are kept by browsers for good; a path that is
 * no file is a page of the single-page application, unless it is below /api.
 */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      // Each file is looked for when it is asked for: a web that is built anew under a running server is served at once.
      wildcard: true,
      setHeaders: (reply, path) => {
        const forGood = path.startsWith(join(folder, 'assets'));
        reply.header('cache-control', forGood ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    // A fix may end like a file ("bind 32:9.16.23-18.el9_4.6"): whoever wants to read a page says so.
    const isNamedLikeFile = /\.\w+$/.test(request.url.split('?')[0] ?? '');
    const wantsPage = !isNamedLikeFile || (request.headers.accept ?? '').includes('text/html');
    const isPage = request.method === 'GET' && !/^\/(?:api|assets)\//.test(request.url) && wantsPage;
    if (isPage && built) return reply.sendFile('index.html');
    const hint = isPage ? 'The web is not built: run "npm run build".' : 'See /api/openapi.json for what there is.';
    throw new ServiceError('not-found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`, {
      hint,
    });
  });
}
