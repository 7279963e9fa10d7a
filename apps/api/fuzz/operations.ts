/** The routes to attack, read from the server's own OpenAPI document. */

/** What of JSON Schema the document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

interface Parameter {
  name: string;
  in: 'path' | 'query';
  schema: Schema;
}

export interface Operation {
  /** `POST /api/attempts` */
  name: string;
  method: string;
  /** With `{id}` where a parameter stands. */
  path: string;
  parameters: readonly Parameter[];
  /** Absent where nothing is sent. */
  body?: { mediaType: string; schema: Schema };
  /** What the document says it may be answered with. */
  statuses: ReadonlySet<number>;
}

export interface OpenApi {
  paths: Record<
    string,
    Record<
      string,
      {
        parameters?: Parameter[];
        requestBody?: { content: Record<string, { schema: Schema }> };
        responses: Record<string, unknown>;
      }
    >
  >;
  components?: { schemas?: Record<string, Schema> };
}

export function readOperations({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => {
      const [content] = Object.entries(requestBody?.content ?? {});
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        parameters: parameters.filter((parameter) => parameter.in === 'path' || parameter.in === 'query'),
        ...(content && { body: { mediaType: content[0], schema: content[1].schema } }),
        statuses: new Set(Object.keys(responses).map(Number)),
      };
    }),
  );
}
