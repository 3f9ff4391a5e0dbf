import { z } from 'zod';
import { defineRoute } from './route.ts';

export const getHealth = defineRoute({
  method: 'GET',
  path: '/api/health',
  summary: 'Tell whether the server and its database answer',
  access: 'public',
  response: z.object({ status: z.literal('ok'), version: z.string() }),
});
