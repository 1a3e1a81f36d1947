import type { SeededFault } from '../seeded-fault.js';

const server = 'test/integration/server.test.ts';
const sockets = 'test/integration/web-socket.test.ts';
const clientErrors = 'test/unit/server/client-errors.test.ts';
const http = 'src/server/http-server.ts';
const webSocket = 'src/server/web-socket.ts';
const documentLimits = 'src/server/document-limits.ts';

const manyRoots = { file: 'src/server/limits.ts', find: 'rootFields: 30', replace: 'rootFields: 30_000' };

/** Each limit of a document as it is raised out of sight, and the document that it stops. */
const unlimited = [
  ['depth', 'refuse(`Fields may be nested', 'too deep', documentLimits],
  ['aliases', 'if (aliases > limits.aliases) refuse(', 'too many aliases', documentLimits],
  ['directives', 'if (directives > limits.directives) refuse(', 'too many directives', documentLimits],
  ['operations', 'refuse(`A document has at most ${limits.operations}', 'too many operations', documentLimits],
  ['spending', "refuse('A request spends once", 'two that spend', documentLimits],
  ['cost', "throw new ByomError('QUERY_TOO_COMPLEX'", 'too large pages', 'src/server/check-cost.ts'],
].map(([id, find, test, file]): SeededFault => ({
  id: `unlimited-${id}`,
  removes: `the limit of a document: ${id}`,
  edits: [
    {
      file: file!,
      find: find!,
      replace: find!.startsWith('throw') ? find!.replace('throw', 'void') : find!.replace('refuse(', 'String('),
    },
    ...(id === 'aliases' ? [manyRoots] : []),
  ],
  noticedBy: { file: sockets, test: `the same limits hold over HTTP, event streams and WebSockets ${test}` },
}));

export const apiFaults: readonly SeededFault[] = [
  ...unlimited,
  {
    id: 'unlimited-tokens',
    removes: 'the most tokens, fields and root fields of a document',
    edits: [
      { file: 'src/server/limits.ts', find: 'documentTokens: 4_000', replace: 'documentTokens: 400_000' },
      { file: 'src/server/limits.ts', find: 'selections: 1_000', replace: 'selections: 100_000' },
      manyRoots,
    ],
    noticedBy: { file: sockets, test: 'the same limits hold over HTTP, event streams and WebSockets too many tokens' },
  },
  {
    id: 'spending-by-fragments',
    removes: 'the look into fragments for fields that spend',
    edits: [
      {
        file: documentLimits,
        find: 'return fragment ? rootFields(fragment.selectionSet, seen) : [];',
        replace: 'return [];',
      },
    ],
    noticedBy: { file: sockets, test: 'two that spend, by a fragment' },
  },
  {
    id: 'a-spending-field-forgotten',
    removes: 'a field from the list of those that spend',
    edits: [{ file: 'src/server/spending-fields.ts', find: "  'generate',\n", replace: '' }],
    noticedBy: { file: sockets, test: 'the same limits hold over HTTP, event streams and WebSockets two that spend' },
  },
  {
    id: 'limits-of-http-alone',
    removes: 'the cost of what comes over streams and sockets',
    edits: [
      {
        file: 'src/server/checked-operation.ts',
        find: '    checkCost(schema, checked.document, operationName, variables);\n',
        replace: '    if (schema === undefined) checkCost(schema, checked.document, operationName, variables);\n',
      },
    ],
    noticedBy: { file: sockets, test: 'by what variables ask for, too' },
  },
  {
    id: 'batches',
    removes: 'the refusal of several requests in one',
    edits: [{ file: http, find: 'allowBatchedHttpRequests: false', replace: 'allowBatchedHttpRequests: true' }],
    noticedBy: { file: server, test: 'takes no form, no text and no batch' },
  },
  {
    id: 'requests-by-get',
    removes: 'the refusal of GET',
    edits: [
      {
        file: http,
        find: '  const { authenticate } = deps;\n',
        replace:
          "  app.get('/graphql', async (request, reply) => {\n    const { authorization } = request.headers;\n    callers.set(request, await deps.authenticate.run({ authorization }));\n    return answer.call(app, request, reply);\n  });\n  const { authenticate } = deps;\n",
      },
      {
        file: http,
        find: "    method: 'GET',\n    url: '/graphql',",
        replace: "    method: 'GET',\n    url: '/graphql/socket',",
      },
    ],
    noticedBy: { file: server, test: 'is POST alone' },
  },
  {
    id: 'requests-of-web-forms',
    removes: 'CSRF prevention, and the refusal of bodies that a web form can send',
    edits: [
      { file: http, find: 'csrfPrevention: true', replace: 'csrfPrevention: false' },
      {
        file: http,
        find: "app.removeContentTypeParser('text/plain');",
        replace:
          "app.removeContentTypeParser('text/plain');\n  app.addContentTypeParser(['text/plain', 'application/x-www-form-urlencoded'], { parseAs: 'string' }, (_request, _body, done) => done(null, { query: '{ viewer { id } }' }));",
      },
    ],
    noticedBy: { file: server, test: 'takes no form, no text and no batch' },
  },
  {
    id: 'any-origin-for-browsers',
    removes: 'the operator’s list of origins',
    edits: [{ file: http, find: 'origin: [...deps.corsOrigins]', replace: 'origin: true' }],
    noticedBy: { file: server, test: 'answers other origins only where the operator named them' },
  },
  {
    id: 'suggestions',
    removes: 'the silence about what is in the schema',
    edits: [
      {
        file: http,
        find: 'hideSchemaDetailsFromClientErrors: true',
        replace: 'hideSchemaDetailsFromClientErrors: false',
      },
      { file: 'src/server/request-fault.ts', find: "message.replace(/ Did you mean .*$/s, '')", replace: 'message' },
    ],
    noticedBy: { file: server, test: 'gives no suggestions and no stack traces' },
  },
  {
    id: 'stack-traces',
    removes: 'the rebuilding of errors: what Apollo would say is said, with the stack',
    edits: [
      {
        file: http,
        find: 'includeStacktraceInErrorResponses: false',
        replace: 'includeStacktraceInErrorResponses: true',
      },
      {
        file: http,
        find: 'formatError: (_formatted, error) => errors.format(error),',
        replace: 'formatError: (formatted) => formatted,',
      },
    ],
    noticedBy: { file: server, test: 'says nothing but an id' },
  },
  {
    id: 'bodies-without-limit',
    removes: 'the most bytes of a body',
    edits: [{ file: http, find: 'bodyLimit: limits.bodyBytes', replace: 'bodyLimit: 2 ** 30' }],
    noticedBy: { file: server, test: 'refuses what is too large, and goes on' },
  },
  {
    id: 'sockets-without-limit',
    removes: 'the most bytes of a message on a WebSocket',
    edits: [{ file: http, find: 'maxPayload: limits.bodyBytes', replace: 'maxPayload: 2 ** 30' }],
    noticedBy: { file: sockets, test: 'what is no such protocol ends the socket, and the server goes on' },
  },
  {
    id: 'sockets-for-anybody',
    removes: 'the token when a socket is opened',
    edits: [
      {
        file: webSocket,
        find: '        await callerOf(connectionParams);\n        extra.known = true;',
        replace: '        extra.known = true;',
      },
    ],
    noticedBy: { file: sockets, test: 'nobody gets in without a token, and a revoked one begins nothing more' },
  },
  {
    id: 'sockets-outlive-their-token',
    removes: 'the token of each further operation on a socket',
    edits: [
      {
        file: webSocket,
        find: 'const caller = await callerOf(connectionParams);',
        replace:
          "const caller = ((extra as never as Record<string, never>)['caller'] ??= (await callerOf(connectionParams)) as never);",
      },
    ],
    noticedBy: { file: sockets, test: 'nobody gets in without a token, and a revoked one begins nothing more' },
  },
  {
    id: 'sockets-of-any-page',
    removes: 'the origin of a socket',
    edits: [
      { file: http, find: 'if (request.ws && !isOwnOrigin(', replace: 'if (request.ws && undefined === isOwnOrigin(' },
    ],
    noticedBy: { file: sockets, test: 'a web page of another origin is turned away' },
  },
  {
    id: 'introspection-never-closed',
    removes: 'the operator’s switch of introspection',
    edits: [
      { file: http, find: 'validationRules(deps.introspection)', replace: 'validationRules(true)' },
      { file: http, find: 'introspection: deps.introspection,', replace: 'introspection: true,' },
    ],
    noticedBy: { file: sockets, test: 'and the whole schema can be asked for, unless the operator says no' },
  },
  {
    id: 'secrets-in-documents',
    removes: 'the refusal of a secret in the document’s text',
    edits: [
      {
        file: 'src/graphql/scalars/secret.scalar.ts',
        find: 'parseLiteral() {\n    throw refused(',
        replace: "parseLiteral() {\n    if (GraphQLError) return '';\n    throw refused(",
      },
    ],
    noticedBy: { file: server, test: 'are refused in the document: "sk-canary-literal"' },
  },
  {
    id: 'secret-fields-in-documents',
    removes: 'the same for the other fields of a credential',
    edits: [
      {
        file: 'src/server/validation-rules.ts',
        find: '  credentialFieldsInVariables,\n  documentLimits',
        replace: '  documentLimits',
      },
    ],
    noticedBy: { file: server, test: 'are refused among other fields too' },
  },
  {
    id: 'values-in-errors',
    removes: 'the rebuilding of errors about variables',
    edits: [
      {
        file: 'src/server/request-fault.ts',
        find: 'return bad(variableFault(node, message, schema));',
        replace: 'return bad(message);',
      },
    ],
    noticedBy: { file: clientErrors, test: 'never hold a value, wherever it stands and whatever it looks like' },
  },
  {
    id: 'literals-in-errors',
    removes: 'the rebuilding of errors about literals',
    edits: [
      {
        file: 'src/server/request-fault.ts',
        find: 'return bad(literalFault(message, schema));',
        replace: 'return bad(message);',
      },
    ],
    noticedBy: { file: clientErrors, test: 'never hold a literal' },
  },
  {
    id: 'unforeseen-errors-shown',
    removes: 'the silence to clients about a fault of our own',
    edits: [
      {
        file: 'src/server/client-errors.ts',
        find: 'message: `A fault of this server. ',
        replace: 'message: `${String(thrown)} ',
      },
    ],
    noticedBy: { file: server, test: 'says nothing but an id' },
  },
  {
    id: 'unforeseen-errors-logged-whole',
    removes: 'the silence of the log about what an error’s message quotes',
    edits: [
      {
        file: 'src/server/trace-of.ts',
        find: '...(/^\\w{1,40}$/.test(name) ? { error: name } : {}),',
        replace: 'error: message,',
      },
    ],
    noticedBy: { file: clientErrors, test: 'hide what is not foreseen, and log where it happened without its message' },
  },
  {
    id: 'nulls-as-values',
    removes: 'the cleaning of arguments, which refuses numbers beyond all bounds',
    edits: [
      {
        file: 'src/graphql/schema/drop-nulls.ts',
        find: "if (typeof value === 'number' && !Number.isFinite(value))",
        replace: 'if (value === Symbol.iterator)',
      },
    ],
    noticedBy: { file: 'test/unit/graphql/drop-nulls.test.ts', test: 'are numbers that JSON can write' },
  },
  {
    id: 'pasted-keys-shown',
    removes: 'the caution with names that may be keys in the wrong place',
    edits: [
      {
        file: 'src/server/shown-name.ts',
        find: '(plain.test(name) && isOfWords(name) ?',
        replace: '(plain && isOfWords ?',
      },
    ],
    noticedBy: { file: 'test/unit/server/shown-name.test.ts', test: 'gsk_8Tq0bX3v' },
  },
];
