import type { Client } from '@baton/contract/client.ts';
import { type ExceptionDetail, findException, getException } from '@baton/contract/exceptions.ts';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';

/** An exception by its name, "EX-12" or "12", or by its id. */
export async function readException(call: Client, name: string): Promise<ExceptionDetail> {
  return call(getException, { params: { exceptionId: await idOfException(call, name) } });
}

export async function idOfException(call: Client, name: string): Promise<string> {
  if (z.uuid().safeParse(name).success) return name;
  const number = /^(?:EX-)?(\d{1,9})$/i.exec(name.trim())?.[1];
  if (number === undefined) {
    throw new CliError('bad-option', `“${name}” names no exception: write EX-12, 12, or its id.`);
  }
  return (await call(findException, { params: { number: Number(number) } })).exceptionId;
}
