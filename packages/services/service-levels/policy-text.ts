import { type PolicyContent, policyContent, policyOf } from '@baton/contract/policy-document.ts';
import type { PolicyProblemDto } from '@baton/contract/service-levels.ts';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import { policyProblems } from '@baton/domain/service-levels/policy-problems.ts';
import { Document, isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { ServiceError } from '../service-error.ts';

/** What the text of a policy comes to: its content, or what is wrong with it, by line. */
export type PolicyText =
  | { readonly content: PolicyContent; readonly problems: readonly [] }
  | { readonly content: null; readonly problems: readonly PolicyProblemDto[] };

/** Reads a policy written in YAML or JSON: first its form, then its words, then its sense; each problem with its place. */
export function readPolicyText(text: string): PolicyText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true });
  const placeAt = (offset: number, at: string, message: string): PolicyProblemDto => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), at, message };
  };
  if (document.errors.length > 0) {
    return { content: null, problems: document.errors.map(({ pos, message }) => placeAt(pos[0], '', message)) };
  }
  const alias = firstAlias(document);
  if (alias !== null) {
    return { content: null, problems: [placeAt(alias, '', 'References (*name) are not taken: write it out.')] };
  }
  const parsed = policyContent.safeParse(document.toJS({ maxAliasCount: 0 }));
  const issues = parsed.success ? policyProblems(policyOf(parsed.data, 1)) : parsed.error.issues.flatMap(innermost);
  if (parsed.success && issues.length === 0) return { content: parsed.data, problems: [] };
  return {
    content: null,
    problems: issues.map(({ path, message }) => placeAt(offsetOf(document, path), path.join('.'), message)),
  };
}

/** The same, refusing at the first problem. */
export function requirePolicyText(text: string): PolicyContent {
  const { content, problems } = readPolicyText(text);
  if (content !== null) return content;
  const [first] = problems;
  throw new ServiceError('invalid', `The policy is not right: ${first?.message ?? 'it cannot be read.'}`, {
    where:
      first === undefined
        ? 'body.text'
        : `line ${first.line}, column ${first.column}${first.at === '' ? '' : ` (${first.at})`}`,
    hint: problems.length > 1 ? `There are ${problems.length - 1} more problems.` : 'Mend it there and apply it again.',
  });
}

/** A policy as YAML, in the order in which its form is described; what is short stands on one line. */
export function writePolicyText(policy: Policy | PolicyContent): string {
  const { id, name, citation, timeZone, calendar, cycle, freezes, escalation, tiers } = policy;
  const content = { id, name, citation, timeZone, calendar, cycle, freezes, escalation, tiers };
  const document = new Document(policyContent.parse(content), { aliasDuplicateObjects: false });
  visit(document, {
    Collection(_key, node) {
      if (JSON.stringify(node.toJSON()).length > LONGEST_LINE) return undefined;
      node.flow = true;
      return visit.SKIP;
    },
  });
  return document.toString({ lineWidth: 0 });
}

const LONGEST_LINE = 90;

/** A text of a few lines with references to references could stand for gigabytes. */
function firstAlias(document: Document.Parsed): number | null {
  let found: number | null = null;
  visit(document, {
    Alias(_key, { range }) {
      found = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Of a choice between forms, what is wrong within the form that was meant, where that can be told. */
function innermost(issue: z.core.$ZodIssue): readonly Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [closest] = issue.errors.toSorted((a, b) => a.length - b.length);
  return (closest ?? []).flatMap((inner) => innermost({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Where a path begins in the text; of what is not there, where it should be: its nearest parent. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
