import type { previewException } from '@baton/contract/exceptions.ts';
import type { ExceptionTarget } from '@baton/domain/exceptions/held-exception.ts';
import { parseScope } from '@baton/domain/scope/scope.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import {
  type CoveredDevice,
  findProduct,
  readCovered,
  readTargetFixes,
} from '@baton/store/exceptions/excepted-devices.ts';
import type { z } from 'zod';
import { chooseDevices } from '../device-attributes/choose-devices.ts';
import { ServiceError } from '../service-error.ts';
import { targetWords } from './exception-terms.ts';

export type ExceptionWish = z.output<typeof previewException.body & z.ZodType>;

/** The devices that were chosen and need the fix, with their cells. */
export interface ChosenCovered {
  /** As fixes name it. */
  readonly target: ExceptionTarget;
  readonly covered: readonly CoveredDevice[];
  /** Chosen, and nothing of it is left open there. */
  readonly notNeeded: number;
  readonly unknown: readonly string[];
  readonly ambiguous: readonly string[];
  /** In its one form; null where devices were named. */
  readonly scope: string | null;
}

/** One request names at most so many devices. */
const MOST_DEVICES = 10_000;

/** Finds the devices of a wish that need the fix now. A scope is taken as it is at this moment. */
export async function chooseCovered(
  db: Database,
  { target: said, devices }: Pick<ExceptionWish, 'target' | 'devices'>,
): Promise<ChosenCovered> {
  const target = await meantTarget(db, said);
  if ((await readTargetFixes(db, target)).length === 0) {
    throw new ServiceError('not-found', `Nothing is known of ${targetWords(target)}.`, {
      where: 'body.target',
      hint: 'Name a fix as cells name it, or a product by its package or one of its fixes.',
    });
  }
  const asked = 'scope' in devices ? { scope: scopeOf(devices.scope) } : devices;
  const { deviceIds, unknown, ambiguous } = await chooseDevices(db, asked);
  const found = await readCovered(db, target, deviceIds);
  const covered = found.filter(({ cells }) => cells.length > 0);
  if (covered.length > MOST_DEVICES) {
    throw new ServiceError('too-large', `${covered.length} devices are more than one exception names.`, {
      where: 'body.devices',
      hint: `Choose at most ${MOST_DEVICES}, by a scope.`,
    });
  }
  return {
    target,
    covered,
    notNeeded: found.length - covered.length,
    unknown,
    ambiguous,
    scope: 'scope' in devices ? devices.scope : null,
  };
}

/** A product may be said by its package, or by a fix of it. */
async function meantTarget(db: Database, target: ExceptionTarget): Promise<ExceptionTarget> {
  if (target.kind === 'fix') return target;
  return { kind: 'product', product: (await findProduct(db, target.product)) ?? target.product };
}

function scopeOf(text: string) {
  const read = parseScope(text);
  if ('scope' in read) return read.scope;
  throw new ServiceError('invalid', read.problem, { where: 'body.devices.scope' });
}
