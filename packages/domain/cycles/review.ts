/** What people of both teams are asked at the end of a cycle. */
export const PROMPTS = ['worked', 'failed', 'adjust'] as const;
export type Prompt = (typeof PROMPTS)[number];

export const PROMPT_WORDS: Readonly<Record<Prompt, { readonly title: string; readonly ask: string }>> = {
  worked: { title: 'What worked', ask: 'What went well and is worth keeping?' },
  failed: { title: 'What failed', ask: 'What did not go as it should? Name what happened, not who.' },
  adjust: { title: 'What to adjust', ask: 'What should be done otherwise in the next cycle?' },
};

/** How a later cycle judges an action. A carried one is looked at again in the cycle after, with a new date. */
export const JUDGEMENTS = ['done', 'not-done', 'carried'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

export const JUDGEMENT_WORDS: Readonly<Record<Judgement, string>> = {
  done: 'done',
  'not-done': 'not done',
  carried: 'carried over',
};
