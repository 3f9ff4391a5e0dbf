import type { Meaning } from './meaning.ts';

export type Confidence = 'sure' | 'likely' | 'guess' | 'none';

export interface ColumnProposal {
  readonly heading: string;
  readonly meaning: Meaning;
  readonly confidence: Confidence;
  readonly samples: readonly string[];
}
