import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Makes `a < b` fixtures with the native tools, so that truth about versions is not ours to get wrong:
 * reads `candidates.txt` of a scheme's folder and writes every pair of neighbours in its shuffles as the tool orders it.
 *
 * Run: npx node tools/make-version-fixtures/make-version-fixtures.ts (needs dpkg and rpm).
 */
const SCHEMES: readonly { readonly scheme: string; readonly tool: string; readonly order: NativeOrder }[] = [
  { scheme: 'dpkg', tool: firstLine('dpkg', ['--version']), order: dpkgOrder },
  { scheme: 'rpm', tool: firstLine('rpm', ['--version']), order: rpmOrder },
];

type NativeOrder = (a: string, b: string) => '<' | '=' | '>';

const STRIDES = [1, 2, 3, 5, 7, 11, 13];

for (const { scheme, tool, order } of SCHEMES) {
  const folder = new URL(`../../packages/domain/versions/${scheme}/fixtures/`, import.meta.url);
  const candidates = readFileSync(new URL('candidates.txt', folder), 'utf8').split('\n').filter(isVersion);
  const lines = [`# made by tools/make-version-fixtures from candidates.txt with ${tool}`];
  for (const stride of STRIDES) {
    for (const [index, a] of candidates.entries()) {
      const b = candidates[(index + stride) % candidates.length] ?? a;
      lines.push(`${a} ${order(a, b)} ${b}`);
    }
  }
  writeFileSync(new URL('native-order.txt', folder), `${lines.join('\n')}\n`);
}

function isVersion(line: string): boolean {
  return line !== '' && !line.startsWith('#');
}

function dpkgOrder(a: string, b: string): '<' | '=' | '>' {
  if (dpkgSays(a, 'lt', b)) return '<';
  return dpkgSays(a, 'eq', b) ? '=' : '>';
}

function dpkgSays(a: string, relation: string, b: string): boolean {
  try {
    execFileSync('dpkg', ['--compare-versions', a, relation, b], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function rpmOrder(a: string, b: string): '<' | '=' | '>' {
  const answer = execFileSync('rpm', ['--eval', `%{lua:print(rpm.vercmp("${a}", "${b}"))}`], { encoding: 'utf8' });
  const order = Number(answer.trim());
  return order < 0 ? '<' : order > 0 ? '>' : '=';
}

function firstLine(command: string, args: readonly string[]): string {
  return execFileSync(command, [...args], { encoding: 'utf8' }).split('\n')[0] ?? '';
}
