import * as contract from '@baton/contract/charter.ts';
import { diffCharters } from '@baton/domain/charter/diff-charters.ts';
import { warningsOf } from '@baton/domain/charter/warnings.ts';
import { readCharterYaml } from '@baton/formats/charter/read-charter-yaml.ts';
import { writeCharterYaml } from '@baton/formats/charter/write-charter-yaml.ts';
import { offerCharter, saveCharterDraft } from '@baton/services/charter/change-charter.ts';
import { CHARTER } from '@baton/services/charter/charter-document.ts';
import { readCharter, readCharterText, readCharterVersion, sendable } from '@baton/services/charter/read-charter.ts';
import { discardDraft } from '@baton/services/signatures/drafts.ts';
import { signVersion } from '@baton/services/signatures/sign-version.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';
import { visitorOf } from '../visitor-of.ts';

/** The charter: read, compare, draft, offer, sign. */
export function charterRoutes(context: ServerContext): readonly ServedRoute[] {
  return [...readRoutes(context), ...changeRoutes(context)];
}

function readRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(contract.readCharter, ({ actor }) => readCharter(db, actor)),
    serve(contract.readCharterVersion, ({ params }) => readCharterVersion(db, params.version)),
    serve(contract.diffCharter, async ({ query: { from, to } }) => {
      const diff = diffCharters(await readCharterText(db, from), await readCharterText(db, to));
      return {
        texts: [...diff.texts],
        cells: [...diff.cells],
        peopleAdded: [...diff.peopleAdded],
        peopleRemoved: [...diff.peopleRemoved],
        rights: diff.rights.map(({ who, gains, loses }) => ({ who, gains: [...gains], loses: [...loses] })),
      };
    }),
    serve(contract.exportCharter, async ({ query }) => ({
      yaml: writeCharterYaml(await readCharterText(db, query.text)),
    })),
    serve(contract.checkCharterYaml, ({ body }) => {
      const { charter, problems } = readCharterYaml(body.yaml);
      return {
        charter: charter === null ? null : sendable(charter),
        problems: [...problems],
        warnings: charter === null ? [] : [...warningsOf(charter)],
      };
    }),
  ];
}

function changeRoutes({ db, publicUrl }: Pick<ServerContext, 'db' | 'publicUrl'>): readonly ServedRoute[] {
  return [
    serve(contract.saveCharterDraft, async ({ actor, body }) => {
      const { revision, warnings } = await saveCharterDraft(db, actor, body);
      return { revision, warnings: [...warnings] };
    }),
    serve(contract.discardCharterDraft, async ({ actor, query }) => {
      await discardDraft(db, actor, CHARTER, query.seenRevision);
      return { done: true } as const;
    }),
    serve(contract.offerCharter, async ({ actor, body }) =>
      readCharterVersion(db, await offerCharter(db, actor, body)),
    ),
    serve(contract.signCharter, async ({ actor, params: { version }, body, request }) => ({
      inForce: await signVersion(db, actor, CHARTER, { version, ...body }, visitorOf(request, publicUrl)),
    })),
  ];
}
