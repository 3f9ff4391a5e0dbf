/** A thread that asks for a data folder's lock in each round at the very moment at which another one does. */
import { parentPort, workerData } from 'node:worker_threads';
import { type DataFolderLock, lockDataFolder } from '../lock-data-folder.ts';

export interface Race {
  readonly folder: string;
  readonly rounds: number;
  readonly racers: number;
  /** Three counters that all racers share: those who are at the start, have an answer, have let go. */
  readonly arrived: Int32Array;
}

const { folder, rounds, racers, arrived } = workerData as Race;

/** Waits without sleeping: both go on within the same microsecond. */
function arriveTogether(counter: number, round: number): void {
  Atomics.add(arrived, counter, 1);
  while (Atomics.load(arrived, counter) < racers * round);
}

const answers: ('taken' | 'refused')[] = [];
for (let round = 1; round <= rounds; round++) {
  arriveTogether(0, round);
  const lock: DataFolderLock | null = await lockDataFolder(folder).catch(() => null);
  answers.push(lock === null ? 'refused' : 'taken');
  arriveTogether(1, round);
  lock?.release();
  arriveTogether(2, round);
}
parentPort?.postMessage(answers);
