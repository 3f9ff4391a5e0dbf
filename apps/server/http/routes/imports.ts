import * as contract from '@baton/contract/imports.ts';
import { cancelImport } from '@baton/services/import-report/cancel-import.ts';
import { receiveDelivery } from '@baton/services/import-report/receive-delivery.ts';
import { inspectReport } from '@baton/services/inspect-report/inspect-report.ts';
import { getImportWithMapping } from '@baton/services/read-imports/get-import-with-mapping.ts';
import { listImportProblems, listImports, readImport } from '@baton/services/read-imports/list-imports.ts';
import { listSources, updateSource } from '@baton/services/read-imports/list-sources.ts';
import type { ServerContext } from '../../server-context.ts';
import { readStart } from '../read-start.ts';
import { type ServedRoute, serve } from '../serve.ts';
import { parseMapping } from './parse-mapping.ts';
import { requireZone } from './require-zone.ts';

/** Routes of @baton/contract/imports.ts, each bound by `serve(route, handler)`. */
export function importsRoutes({ db, config }: ServerContext): readonly ServedRoute[] {
  const { dataFolder } = config;
  return [
    serve(contract.listImports, ({ query }) => listImports(db, query)),
    serve(contract.createImport, async ({ query, actor, file, signal }) => {
      const { fileName, team, mapping, ...told } = query;
      requireZone(told.zone);
      const delivery = { fileName, team, told: { ...told, mapping: parseMapping(mapping) } };
      const { importId, alreadyKnown } = await receiveDelivery({ db, dataFolder }, actor, delivery, file, signal);
      const row = await readImport(db, importId);
      return alreadyKnown ? { ...row, state: 'already-known' as const } : row;
    }),
    serve(contract.inspectImport, async ({ query, file }) => inspectReport(db, await readStart(file), query)),
    serve(contract.getImport, ({ params }) => getImportWithMapping(db, dataFolder, params.importId)),
    serve(contract.listImportProblems, ({ params, query }) => listImportProblems(db, params.importId, query)),
    serve(contract.cancelImport, async ({ params, actor }) => {
      await cancelImport(db, actor, params.importId);
      return readImport(db, params.importId);
    }),
    serve(contract.listSources, () => listSources(db)),
    serve(contract.updateSource, ({ params, body, actor }) => updateSource(db, actor, params.sourceId, body)),
  ];
}
