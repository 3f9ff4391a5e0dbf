/**
 * The floors of the house (docs/ARCHITECTURE.md): which workspace may import which.
 * Data flows one way; agent, command line and web know the rules and the API's words (floor 0), never the database.
 */
export interface Workspace {
  readonly folder: string;
  readonly mayImport: readonly string[];
}

const floor0 = ['domain', 'contract', 'formats', 'presentation'];

export const workspaces: Readonly<Record<string, Workspace>> = {
  domain: { folder: 'packages/domain', mayImport: [] },
  contract: { folder: 'packages/contract', mayImport: ['domain'] },
  formats: { folder: 'packages/formats', mayImport: ['domain'] },
  presentation: { folder: 'packages/presentation', mayImport: ['domain'] },
  store: { folder: 'packages/store', mayImport: ['domain', 'contract'] },
  services: { folder: 'packages/services', mayImport: [...floor0, 'store'] },
  server: { folder: 'apps/server', mayImport: [...floor0, 'store', 'services'] },
  agent: { folder: 'apps/agent', mayImport: floor0 },
  cli: { folder: 'apps/cli', mayImport: floor0 },
  web: { folder: 'apps/web', mayImport: floor0 },
  tests: { folder: 'tests', mayImport: [...floor0, 'store', 'services', 'server', 'agent', 'cli', 'tools'] },
  benchmarks: {
    folder: 'benchmarks',
    mayImport: [...floor0, 'store', 'services', 'server', 'agent', 'cli', 'tools', 'tests'],
  },
  tools: { folder: 'tools', mayImport: [...floor0, 'store', 'services'] },
};

/** Words of an impure world, and what to do instead. Only for packages/domain, tests excepted. */
export const notInDomain: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  {
    pattern: /\bDate\.now\(|\bnew Date\(\)/,
    instead: 'the domain has no clock: take `now: Temporal.Instant` as an argument',
  },
  { pattern: /\bTemporal\.Now\b/, instead: 'the domain has no clock: take `now: Temporal.Instant` as an argument' },
  {
    pattern: /\bMath\.random\(|\brandomUUID\(/,
    instead: 'the domain has no chance: take the identifier as an argument',
  },
  {
    pattern: /\bprocess\.(?:env|argv|exit|cwd|stdout|stderr)\b/,
    instead: 'the domain has no process: take the value as an argument',
  },
  { pattern: /\bconsole\.|\bfetch\(/, instead: 'the domain does no input or output: return the value' },
];

/** Names that become dumping grounds. A file is named after its main export. */
export const namesOfNothing = /^(?:utils?|helpers?|common|misc|types|index|shared)(?:\.tsx?)?$/;
