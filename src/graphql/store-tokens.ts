/** Under these the server's container holds the ports that resolvers read; all writing goes through use cases. */
export const storeTokens = {
  registry: Symbol.for('byom.server.provider-registry'),
  audit: Symbol.for('byom.server.audit-trail'),
  aliases: Symbol.for('byom.server.alias-store'),
  datasets: Symbol.for('byom.server.dataset-store'),
  prompts: Symbol.for('byom.server.prompt-store'),
  optimizations: Symbol.for('byom.server.optimization-store'),
  ledger: Symbol.for('byom.server.ledger'),
} as const;
