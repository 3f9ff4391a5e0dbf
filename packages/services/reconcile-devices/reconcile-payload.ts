import { z } from 'zod';

/** What a queued job of judging says, whoever runs it. */
export const reconcilePayload = z.object({
  deviceIds: z.array(z.uuid()).optional(),
  all: z.boolean().optional(),
  products: z.array(z.string()).optional(),
  lessons: z.int().optional(),
  importId: z.uuid().optional(),
  chunk: z.int().optional(),
  reason: z
    .enum(['check-in', 'time', 'knowledge', 'rules', 'setting', 'lesson', 'decision', 'asked', 'names'])
    .optional(),
});
