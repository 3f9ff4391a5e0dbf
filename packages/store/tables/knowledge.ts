import type { JSONColumnType } from 'kysely';

/** Where knowledge came from, as the bundle's header says it. */
export interface KeptKnowledgeSource {
  readonly name: string;
  readonly licence: string;
  readonly date: string;
  readonly url: string;
  readonly records: number;
}

export interface KnowledgeTables {
  readonly knowledge_bundle: KnowledgeBundleTable;
  readonly known_fix: KnownFixTable;
  readonly known_fix_cve: { readonly cve: string; readonly key: string };
}

interface KnowledgeBundleTable {
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly date: string;
  readonly sources: JSONColumnType<readonly KeptKnowledgeSource[], string, string>;
  readonly fixes: number;
  readonly vulnerabilities: number;
  readonly loaded_at: string;
  readonly loaded_by: string;
  readonly is_current: boolean;
}

interface KnownFixTable {
  readonly key: string;
  readonly title: string;
  readonly product: string;
  readonly version: string | null;
  readonly published: string | null;
  readonly cves: number;
  readonly kev: number;
  readonly highest_epss: number | null;
}
