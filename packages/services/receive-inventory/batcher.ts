/**
 * Gathers single requests into batches without waiting: while one batch is under way the next one fills, so that it is small
 * when little happens and large when much does. 1,500 check-ins a second need 1,500 statements singly, and 40 in batches.
 */
export class Batcher<Item, Answer> {
  readonly #run: (items: readonly Item[]) => Promise<readonly Answer[]>;
  readonly #largest: number;
  readonly #atOnce: number;
  #waiting: Waiting<Item, Answer>[] = [];
  #underWay = 0;

  /** @param run answers every item, in the order of the items. */
  constructor(
    run: (items: readonly Item[]) => Promise<readonly Answer[]>,
    limits: { largest: number; atOnce: number },
  ) {
    this.#run = run;
    this.#largest = limits.largest;
    this.#atOnce = limits.atOnce;
  }

  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      // Requests that the network brings in one go become one batch.
      if (this.#underWay < this.#atOnce) setImmediate(() => this.#next());
    });
  }

  #next(): void {
    if (this.#waiting.length === 0 || this.#underWay >= this.#atOnce) return;
    const batch = this.#waiting.slice(0, this.#largest);
    this.#waiting = this.#waiting.slice(this.#largest);
    this.#underWay += 1;
    this.#run(batch.map((waiting) => waiting.item))
      .then(
        (answers) => settle(batch, answers),
        (error: unknown) => {
          for (const { reject } of batch) reject(error);
        },
      )
      .finally(() => {
        this.#underWay -= 1;
        this.#next();
      });
  }
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

function settle<Item, Answer>(batch: readonly Waiting<Item, Answer>[], answers: readonly Answer[]): void {
  for (const [index, { resolve, reject }] of batch.entries()) {
    const answer = answers[index];
    if (index < answers.length && answer !== undefined) resolve(answer);
    else reject(new Error('A batch answered fewer items than it was given.'));
  }
}
