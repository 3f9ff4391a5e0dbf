import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { StoreError } from '../store-error.ts';

export interface Migration {
  readonly number: number;
  /** File name without `.sql`: `0001-people`. */
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

const FILE_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** Reads the `.sql` files of a folder in the order of their numbers. Two files with one number are an error. */
export async function readMigrations(folder: URL = new URL('./', import.meta.url)): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)));
  for (const [index, migration] of migrations.entries()) {
    if (index > 0 && migrations[index - 1]?.number === migration.number) {
      throw new StoreError(
        'migration-misnamed',
        `Two migrations have the number ${migration.number}; renumber ${migration.name}.sql.`,
      );
    }
  }
  return migrations;
}

async function readMigration(folder: URL, file: string): Promise<Migration> {
  const number = FILE_NAME.exec(file)?.[1];
  if (number === undefined) {
    throw new StoreError('migration-misnamed', `The migration ${file} must be named like 0001-people.sql.`);
  }
  const sql = await readFile(new URL(file, folder), 'utf8');
  const sha256 = createHash('sha256').update(sql).digest('hex');
  return { number: Number(number), name: file.slice(0, -'.sql'.length), sql, sha256 };
}
