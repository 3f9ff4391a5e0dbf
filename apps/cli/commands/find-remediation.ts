import type { Client } from '@baton/contract/client.ts';
import { getRemediation, listRemediations, type RemediationDetail } from '@baton/contract/remediations.ts';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';

/** A remediation by its id, or by its fix as people say it: "KB5044273", "expat 2.5.0-1+deb12u2". */
export async function findRemediation(call: Client, name: string): Promise<RemediationDetail> {
  const remediationId = z.uuid().safeParse(name).success ? name : await idOfFix(call, name);
  return call(getRemediation, { params: { remediationId } });
}

async function idOfFix(call: Client, name: string): Promise<string> {
  const { rows } = await call(listRemediations, { query: { state: 'all', search: name, pageSize: 500 } });
  const ofFix = rows.filter((row) => row.fix.toLowerCase() === name.toLowerCase() && row.closedAs !== 'merged');
  // Where its devices go several ways, the name is of the one that has the rest.
  const exact = ofFix.find(({ isSplit }) => !isSplit) ?? ofFix[0];
  const only = rows.length === 1 ? rows[0] : undefined;
  const found = exact ?? only;
  if (found) return found.id;
  const like = rows.slice(0, 5).map((row) => row.fix);
  const hint = like.length === 0 ? 'See "baton remediation list".' : `Did you mean ${like.join(', ')}?`;
  throw new CliError('bad-option', `There is no remediation of ${name}. ${hint}`);
}
