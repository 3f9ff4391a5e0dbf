import { z } from 'zod';

/** What the server says when it will not or cannot: the one shape of every error answer. */
const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    where: z.string().nullish(),
    hint: z.string().nullish(),
    id: z.string().nullish(),
  }),
});

/** A call that did not succeed: `status` 0 where the server was not reached at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string | null;
  readonly where: string | null;
  /** Under which the server's log has it. */
  readonly id: string | null;

  constructor(
    status: number,
    said: {
      code: string;
      message: string;
      hint?: string | null | undefined;
      where?: string | null | undefined;
      id?: string | null | undefined;
    },
    cause?: unknown,
  ) {
    super(said.message, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.status = status;
    this.code = said.code;
    this.hint = said.hint ?? null;
    this.where = said.where ?? null;
    this.id = said.id ?? null;
  }
}

/** Reads an error answer; one that is not ours (a proxy's page) becomes a sentence with its status. */
export function errorFrom(status: number, text: string): ApiError {
  const parsed = errorBody.safeParse(safeJson(text));
  if (parsed.success) return new ApiError(status, parsed.data.error);
  return new ApiError(status, {
    code: 'unreadable-answer',
    message: `The server answered with status ${status} and no explanation.`,
    hint: 'Is there a proxy in between? Its log will say more.',
  });
}

/** The server was not reached. */
export function unreachable(cause: unknown): ApiError {
  return new ApiError(
    0,
    { code: 'unreachable', message: 'The server cannot be reached.', hint: 'The page tries again by itself.' },
    cause,
  );
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
