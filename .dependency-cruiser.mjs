/** Who may import whom. Each rule's name is what a violation reports; test/architecture plants one of each. */
const capabilities =
  'plugin-loader|catalogue|aliases|adaptation|vault|access|egress|calls|usage|prompts|datasets|optimization|sandbox|retention|jobs';
const only = (name, comment, packages, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(src|plugins)/', pathNot: allowed },
  to: { path: `(^|/)node_modules/(${packages})/` },
});

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or lack a third; type-only cycles count too.',
      severity: 'error',
      from: { path: '^(src|plugins)/' },
      to: { circular: true },
    },
    {
      name: 'sdk-stands-alone',
      comment: 'A plugin author gets the SDK and nothing of the server behind it.',
      severity: 'error',
      from: { path: '^src/sdk/', pathNot: '^src/sdk/audits/' },
      to: { path: '^(src|plugins)/', pathNot: '^src/sdk/(?!audits/)' },
    },
    {
      name: 'audits-adapt-as-the-server-does',
      comment: 'The conformance kit tries plugins with the real rules and facts; of the server it knows nothing else.',
      severity: 'error',
      from: { path: '^src/sdk/audits/' },
      to: { path: '^(src|plugins)/', pathNot: '^src/(sdk|adaptation|catalogue)/' },
    },
    {
      name: 'capabilities-never-meet',
      comment: 'Capability folders do not know one another: a use case introduces them.',
      severity: 'error',
      from: { path: `^src/(${capabilities})/` },
      to: { path: '^src/', pathNot: '^src/(sdk|paging|$1)/' },
    },
    {
      name: 'use-cases-import-capabilities-only',
      comment: 'What the product does stands above how it is stored, served or sent.',
      severity: 'error',
      from: { path: '^src/use-cases/' },
      to: { path: '^src/(graphql|postgres|server|cli|openai-compatible)/' },
    },
    {
      name: 'graphql-is-thin',
      comment: 'Resolvers call use cases; they know no database, no way out and no server.',
      severity: 'error',
      from: { path: '^src/graphql/' },
      to: { path: '^src/(postgres|server|cli|egress|openai-compatible)/' },
    },
    {
      name: 'postgres-implements-ports',
      comment: 'Storage knows the ports it implements and nothing of who uses them.',
      severity: 'error',
      from: { path: '^src/postgres/' },
      to: {
        path: '^src/(graphql|server|cli|use-cases|egress|openai-compatible|plugin-loader|adaptation|catalogue)/',
        pathNot: '^src/catalogue/learned-fact-',
      },
    },
    {
      name: 'cli-uses-the-server-or-the-api',
      comment: 'The command line starts the server, or talks to it over HTTP like anybody.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/', pathNot: '^src/(cli|server|sdk)/' },
    },
    {
      name: 'plugins-import-the-sdk-by-name',
      comment: "Ours live by the same rules as anybody else's: byom/sdk and byom/openai-compatible, never a path.",
      severity: 'error',
      from: { path: '^plugins/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(src|plugins)/',
        pathNot: [
          '^plugins/$1/',
          // Azure serves OpenAI's models: what these take is shown by the same cases.
          '^plugins/openai/fixtures/family-cases\\.ts$',
          '^src/sdk/(index|audits/provider-audits)\\.ts$',
          '^src/openai-compatible/openai-compatible\\.ts$',
        ],
      },
    },
    {
      name: 'plugins-by-package-name',
      comment: 'A relative path out of the plugin would work only inside this repository.',
      severity: 'error',
      from: { path: '^plugins/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', dependencyTypes: ['local'] },
    },
    only(
      'database-only-in-postgres',
      'Storage can be replaced because nobody else speaks SQL.',
      'pg|drizzle-orm|bullmq',
      '^src/postgres/',
    ),
    only(
      'apollo-only-in-server',
      "The HTTP framework is the server's choice.",
      '@apollo/server|@as-integrations/fastify|@fastify|fastify|graphql-sse|graphql-ws',
      '^src/(server|cli)/',
    ),
    only('type-graphql-only-in-graphql', 'The schema is made in one place.', 'type-graphql', '^src/(graphql|server)/'),
    only(
      'interpreter-only-in-sandbox',
      "Users' code runs in one place, in a process of its own.",
      'quickjs-emscripten-core|@jitl',
      '^src/sandbox/child/',
    ),
    only('undici-only-in-egress', 'There is one way out.', 'undici', '^src/egress/'),
    only(
      'anthropic-sdk-in-its-plugin',
      'A vendor SDK is used where it is needed.',
      '@anthropic-ai/sdk',
      '^plugins/anthropic/',
    ),
    only('groq-sdk-in-its-plugin', 'A vendor SDK is used where it is needed.', 'groq-sdk', '^plugins/groq/'),
    {
      name: 'no-test-code-in-the-product',
      comment: 'What ships does not lean on tests or benchmarks.',
      severity: 'error',
      from: { path: '^(src|plugins)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-development-dependency-in-the-product',
      comment: "A package that is installed for development is missing at a user's.",
      severity: 'error',
      from: { path: '^(src|plugins)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|src/cli/plugin/templates)/' },
    enhancedResolveOptions: {
      conditionNames: ['byom-source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
