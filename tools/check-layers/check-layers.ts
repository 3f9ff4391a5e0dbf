import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { findCircles } from './find-circles.ts';
import { namesOfNothing, notInDomain, type Workspace, workspaces } from './floors.ts';

/** Something that breaks the order of the floors; `file` is relative to the root of the repository. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

interface PackageFile {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Checks every source file under `root` against the floors: imports between workspaces, imports of undeclared
 * packages, purity of the domain, names. Reads files only.
 */
export function checkLayers(root: string): Finding[] {
  const rootDependencies = Object.keys(readPackage(root).devDependencies ?? {});
  return Object.entries(workspaces).flatMap(([name, workspace]) => {
    const folder = join(root, workspace.folder);
    const declared = readPackage(folder);
    const known = new Set([
      ...Object.keys(declared.dependencies ?? {}),
      ...Object.keys(declared.devDependencies ?? {}),
      ...rootDependencies,
    ]);
    return [
      ...checkDependencies(name, workspace, declared),
      ...checkReferences(root, workspace, declared),
      ...sourceFiles(folder).flatMap((file) => checkFile(root, name, workspace, file, known)),
      ...checkCircles(root, sourceFiles(folder)),
    ];
  });
}

/** package.json says the direction, so it must itself obey the floors. */
function checkDependencies(name: string, workspace: Workspace, declared: PackageFile): Finding[] {
  return batonNames(declared)
    .filter((dependency) => !workspace.mayImport.includes(dependency))
    .map((dependency) => ({
      file: `${workspace.folder}/package.json`,
      line: 1,
      message: `${name} may not depend on @baton/${dependency}; it may on: ${workspace.mayImport.join(', ') || 'nothing'}`,
    }));
}

/** tsconfig references are how the type checker holds the floors: they must be the dependencies, no more. */
function checkReferences(root: string, workspace: Workspace, declared: PackageFile): Finding[] {
  const file = `${workspace.folder}/tsconfig.json`;
  const config = JSON.parse(readFileSync(join(root, file), 'utf8')) as { references?: { path: string }[] };
  const referenced = new Set(
    (config.references ?? []).map(({ path }) => relative(root, resolve(root, workspace.folder, path))),
  );
  const expected = new Set(batonNames(declared).flatMap((name) => workspaces[name]?.folder ?? []));
  const finding = (message: string): Finding => ({ file, line: 1, message });
  return [
    ...[...expected.difference(referenced)].map((path) =>
      finding(`add a reference to ${path}: package.json depends on it`),
    ),
    ...[...referenced.difference(expected)].map((path) =>
      finding(`remove the reference to ${path}, or add it to the dependencies in package.json`),
    ),
  ];
}

function checkFile(
  root: string,
  name: string,
  workspace: Workspace,
  file: string,
  known: ReadonlySet<string>,
): Finding[] {
  const path = relative(root, file);
  const isTest = /\.test\.tsx?$/.test(file) || path.includes('/testing/');
  const findings: Finding[] = [];
  if (namesOfNothing.test(basename(file)) || namesOfNothing.test(basename(dirname(file)))) {
    findings.push({ file: path, line: 1, message: 'a name that says nothing: name it after what it does' });
  }
  for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    const line = index + 1;
    for (const specifier of importsOf(text)) {
      const message = checkImport({ root, name, workspace, file, specifier, isTest, known });
      if (message) findings.push({ file: path, line, message });
    }
    if (name === 'domain' && !isTest && !isComment(text)) {
      for (const { pattern, instead } of notInDomain) {
        if (pattern.test(text)) findings.push({ file: path, line, message: instead });
      }
    }
  }
  return findings;
}

/** Between workspaces the floors see to it; within one, files may not lean on each other in a loop. */
function checkCircles(root: string, files: readonly string[]): Finding[] {
  const known = new Set(files);
  const imports = new Map(
    files.map((file) => [
      file,
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap(importsOf)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => resolve(dirname(file), specifier))
        .filter((path) => known.has(path)),
    ]),
  );
  return findCircles(imports).map((circle) => {
    const [first = '', ...rest] = circle.map((file) => relative(root, file));
    return {
      file: first,
      line: 1,
      message: `imports in a circle with ${rest.join(', ')}: what they share goes into a file of its own`,
    };
  });
}

interface Import {
  readonly root: string;
  readonly name: string;
  readonly workspace: Workspace;
  readonly file: string;
  readonly specifier: string;
  readonly isTest: boolean;
  readonly known: ReadonlySet<string>;
}

/** What is wrong with one import, or null. */
function checkImport({ root, name, workspace, file, specifier, isTest, known }: Import): string | null {
  if (specifier.startsWith('.')) {
    const target = relative(join(root, workspace.folder), resolve(dirname(file), specifier));
    return target.startsWith('..') ? `${specifier} leaves ${workspace.folder}: import it by its package name` : null;
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    const pure = name === 'domain' || name === 'contract';
    return pure && !isTest ? `${name} imports nothing of Node (${specifier}): the web runs it too` : null;
  }
  const packageName = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const baton = packageName.startsWith('@baton/') ? packageName.slice('@baton/'.length) : null;
  if (baton !== null && baton !== name && !workspace.mayImport.includes(baton)) {
    return `${name} may not import ${packageName}; it may import: ${workspace.mayImport.join(', ') || 'nothing of Baton'}`;
  }
  if (baton === name || known.has(packageName)) return null;
  return `${packageName} is not among the dependencies in ${workspace.folder}/package.json`;
}

/** Imports stand at the beginning of a line (the end of one over several lines begins with its brace), or are calls. */
const importPattern = /(?:^\s*(?:import|export|\})\s(?:.*\sfrom\s+)?|^\s*\}?\s*from\s+|\bimport\s*\(\s*)'([^']+)'/g;

function importsOf(line: string): string[] {
  if (isComment(line)) return [];
  return [...line.matchAll(importPattern)].flatMap((match) => match[1] ?? []);
}

function isComment(line: string): boolean {
  return /^\s*(?:\*|\/\/|\/\*)/.test(line);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return ['node_modules', 'dist', 'fixtures'].includes(entry.name) ? [] : sourceFiles(path);
    }
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function batonNames(declared: PackageFile): string[] {
  return Object.keys(declared.dependencies ?? {})
    .filter((dependency) => dependency.startsWith('@baton/'))
    .map((dependency) => dependency.slice('@baton/'.length));
}

function readPackage(folder: string): PackageFile {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile;
}

if (import.meta.main) {
  const findings = checkLayers(resolve(import.meta.dirname, '../..'));
  for (const { file, line, message } of findings) process.stderr.write(`${file}:${line}: ${message}\n`);
  if (findings.length > 0) process.exitCode = 1;
}
