import { fieldScopes } from '../../src/graphql/schema/field-scopes.js';
import { errorCodes } from '../../src/sdk/index.js';
import type { Answered } from './send-operation.js';
import type { World, WorldTenant, WorldToken } from './world.js';

export interface Asked {
  readonly tenant: WorldTenant;
  readonly token: WorldToken;
  /** The whole request as it was sent. */
  readonly text: string;
  readonly variables?: unknown;
  /** Which root field, as Type.field, stands under which name of the answer. */
  readonly roots?: ReadonlyMap<string, string>;
}

const allowed = new Set([200, 400, 401, 413, 101]);
const telling: readonly [string, RegExp][] = [
  ['a suggestion', /did you mean/i],
  ['a stack', /\n\s+at |\.(?:js|ts):\d+|node_modules|stacktrace/],
  [
    'SQL',
    /\b(?:select|insert into|update|delete from)\b .*\b(?:from|values|set|where)\b|syntax error at or near|violates|relation "|invalid byte sequence|drizzle|postgres\b|bullmq/i,
  ],
  ['a path', /(?:^|[\s"'(])(?:\/(?:tmp|home|usr|var|root|etc|opt|proc)\/|file:\/\/|[A-Z]:\\\\)/],
  [
    'a fault of the runtime',
    /\b(?:TypeError|RangeError|undefined|is not a function|Cannot read|ECONN|ENOENT|Maximum call stack)\b/,
  ],
];
const identifier = /^[\w./:-]{1,128}$/;

/** What is wrong with an answer, whatever was asked; undefined where nothing is. */
export function judgeAnswer(
  { status, text, results, headers }: Answered,
  asked: Asked,
  world: World,
): string | undefined {
  if (!allowed.has(status) && !(status === 0 && asked.text.length > 1_000_000)) return `status ${status}`;
  if (status !== 101 && status !== 0 && !/\b(?:json|event-stream)\b/.test(headers['content-type'] ?? ''))
    return `an answer of the type ${headers['content-type']}`;
  if (headers['server'] || headers['x-powered-by']) return 'it says by what it is made';
  for (const { marker, apiKey } of world.tenants) {
    if (text.includes(apiKey)) return 'a key is in the answer';
    if (marker !== asked.tenant.marker && text.includes(marker) && !asked.text.includes(marker))
      return "another tenant's text is in the answer";
  }
  for (const result of results) {
    const wrong = wrongInErrors(result.errors ?? [], asked) ?? wrongInData(result.data, asked);
    if (wrong !== undefined) return wrong;
    if (!result.data && !(result.errors?.length ?? 0)) return 'neither data nor an error';
  }
  if (status !== 101 && status !== 0 && results.length === 0 && status !== 200) return `no error with status ${status}`;
  return undefined;
}

function wrongInErrors(errors: NonNullable<Answered['results'][number]['errors']>, asked: Asked): string | undefined {
  for (const { message, extensions } of errors) {
    const code = extensions?.code;
    if (typeof code !== 'string' || !Object.hasOwn(errorCodes, code)) return `an error of the code ${String(code)}`;
    if (code === 'INTERNAL') return `INTERNAL: ${String(message)}`;
    if (typeof extensions?.retryable !== 'boolean') return 'an error that says not whether to try again';
    if (typeof message !== 'string' || message === '') return 'an error without a message';
    for (const [what, pattern] of telling)
      if (pattern.test(message)) return `${what} in a message: ${message.slice(0, 200)}`;
    if (message.length > 1_500) return `a message of ${message.length} characters`;
    for (const value of texts(asked.variables)) {
      if (value.length >= 6 && !identifier.test(value) && message.includes(value))
        return `a value in a message: ${message.slice(0, 200)}`;
    }
  }
  return undefined;
}

function wrongInData(data: Answered['results'][number]['data'], { roots, token }: Asked): string | undefined {
  if (!data) return undefined;
  if (!token.valid) return 'data for a token that does not hold';
  for (const [name, value] of Object.entries(data)) {
    const field = roots?.get(name);
    const scope = field === undefined ? undefined : fieldScopes[field]?.toUpperCase();
    if (scope !== undefined && value !== null && !token.scopes.has(scope)) return `${field} without the scope ${scope}`;
  }
  return undefined;
}

function texts(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 8) return [];
  return Object.entries(value).flatMap(([key, item]) => [key].concat(texts(item, depth + 1)));
}
