import type { TextAnswer } from '../guarded-fetch/fetch-text.ts';
import { ServiceError } from '../service-error.ts';

/** What came of one attempt to tell another tool something. */
export type Outcome =
  | { readonly arrived: true; readonly said: string }
  | {
      readonly arrived: false;
      readonly said: string;
      readonly problem: string;
      readonly hint: string | null;
      readonly retryAfterSeconds: number | null;
      /** Trying again would bring the same: it is given up at once. */
      readonly final: boolean;
      /** It is about this one message, and the connection itself works. */
      readonly onlyThis: boolean;
    };

const MOST_SAID = 200;

export const LOOK_WHETHER_IT_RUNS = 'Look whether it runs, and whether this machine may reach it.';

/** What the other side said, cut, on one line, without what a terminal or page would obey. */
export function cutWords(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > MOST_SAID ? `${line.slice(0, MOST_SAID)}…` : line;
}

/** An http answer as an outcome, with what to do about it. */
export function outcomeOfAnswer({ status, text, retryAfterSeconds }: TextAnswer, host: string): Outcome {
  const said = `${status} ${cutWords(text)}`.trim();
  if (status >= 200 && status < 300) return { arrived: true, said };
  const failed = { arrived: false, said, retryAfterSeconds, final: false, onlyThis: false } as const;
  const [problem, hint] = wordsOfStatus(status, host);
  return { ...failed, problem, hint };
}

function wordsOfStatus(status: number, host: string): readonly [problem: string, hint: string | null] {
  if (status >= 300 && status < 400)
    return [
      `${host} sends on to another address (${status}), and Baton sends nothing there.`,
      'Give the address itself.',
    ];
  if (status === 401 || status === 403)
    return [`${host} does not let Baton in (${status}).`, 'Give a new secret, or the account the right to do this.'];
  if (status === 404 || status === 410)
    return [`${host} has nothing at this address (${status}).`, 'Look whether the address is still good.'];
  if (status === 429) return [`${host} asks to be told more slowly (${status}).`, 'Nothing: Baton tries again later.'];
  if (status >= 500)
    return [`${host} has a fault of its own (${status}).`, 'Nothing, unless it lasts: Baton tries again.'];
  return [`${host} does not take it (${status}).`, 'Look at what it said, and mend the connection or the other side.'];
}

/** An error on the way as an outcome. @throws what is no refusal of ours: a fault */
export function outcomeOfError(error: unknown): Outcome {
  if (!(error instanceof ServiceError)) throw error;
  const { message, hint = LOOK_WHETHER_IT_RUNS } = error;
  const failed = { arrived: false, said: '', retryAfterSeconds: null, final: false, onlyThis: false } as const;
  return { ...failed, problem: message, hint };
}
