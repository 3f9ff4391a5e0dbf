import { errorAnswer } from '@baton/contract/error.ts';
import type { Access, Route } from '@baton/contract/route.ts';
import { z } from 'zod';

type Schema = Readonly<Record<string, unknown>>;

/** The API as OpenAPI 3.1, made from the contract's routes: what is served is what is described. */
export function openApiOf(routes: readonly Route[], version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return withSharedSchemas({
    openapi: '3.1.0',
    info: {
      title: 'Baton',
      version,
      description:
        'Patch management as one relay: IT owns execution, InfoSec owns validation. Every screen uses this API and no other.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'baton',
          description:
            'With TLS the cookie is __Host-baton. What changes something needs the header x-baton: 1 as well.',
        },
        key: { type: 'http', scheme: 'bearer', description: 'An API key of a team.' },
        agent: {
          type: 'apiKey',
          in: 'header',
          name: 'x-baton-signature',
          description: 'Signed by the enrolled device’s own key.',
        },
      },
      responses: { error: { description: 'Why not', content: jsonOf(schemaOf(errorAnswer, 'output')) } },
    },
  });
}

const SECURITY: Readonly<Record<Access, readonly Schema[]>> = {
  public: [],
  person: [{ session: [] }],
  'key-or-person': [{ session: [] }, { key: [] }],
  agent: [{ agent: [] }],
};

function operationOf(route: Route): Schema {
  const type =
    route.transfer === 'stream'
      ? 'text/event-stream'
      : route.transfer === 'file'
        ? 'application/octet-stream'
        : 'application/json';
  const body = requestBodyOf(route);
  return {
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'api'],
    security: SECURITY[route.access],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: {
      200: { description: 'Done', content: { [type]: { schema: schemaOf(route.response, 'output') } } },
      default: { $ref: '#/components/responses/error' },
    },
  };
}

function requestBodyOf(route: Route): Schema | undefined {
  if (route.transfer === 'upload') return { required: true, content: { 'application/octet-stream': {} } };
  return route.body === undefined ? undefined : { required: true, content: jsonOf(schemaOf(route.body, 'input')) };
}

function jsonOf(schema: Schema): Schema {
  return { 'application/json': { schema } };
}

const memberSchemas = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): readonly Schema[] {
  if (schema === undefined) return [];
  const { properties, required } = memberSchemas.parse(schemaOf(schema, 'input'));
  return Object.entries(properties).map(([name, member]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: member,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

/** A schema that holds itself refers to its own `$defs`; in one document these stand once, under `components`. */
function withSharedSchemas(document: Schema): Schema {
  const schemas: Record<string, unknown> = {};
  const hoisted: Schema = JSON.parse(JSON.stringify(document), (key, value: unknown) => {
    if (key === '$ref' && typeof value === 'string') return value.replace(/^#\/\$defs\//, '#/components/schemas/');
    if (key !== '$defs') return value;
    Object.assign(schemas, value);
    return undefined;
  });
  const components = typeof hoisted.components === 'object' ? hoisted.components : {};
  return { ...hoisted, components: { ...components, schemas } };
}
