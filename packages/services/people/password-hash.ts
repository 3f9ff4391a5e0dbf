import { hash, verify } from '@node-rs/argon2';

/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane. The library's default algorithm is Argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A PHC string with its own salt and cost. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), COST);
}

/**
 * Whether the password is the one behind the hash. Without a hash (no such account) it works as long and answers no, so
 * that the time does not tell which accounts exist.
 */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  const right = await verify(passwordHash ?? (await hashOfNobody()), normal(password));
  return right && passwordHash !== undefined;
}

let nobody: Promise<string> | undefined;

function hashOfNobody(): Promise<string> {
  nobody ??= hashPassword(crypto.randomUUID());
  return nobody;
}

/** One password typed on two keyboards is one password (NIST SP 800-63B 3.1.1.2: NFKC). */
function normal(password: string): string {
  return password.normalize('NFKC');
}
