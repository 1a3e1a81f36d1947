/** Root fields that spend a customer's money: one of them a request. */
export const spendingFields: ReadonlySet<string> = new Set([
  'generate',
  'runPrompt',
  'evaluate',
  'optimizePrompt',
  'optimizeModel',
  'portPrompt',
  'resumeOptimization',
  'verifyCredential',
]);
