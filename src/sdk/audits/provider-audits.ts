import type { PluginHost, ProviderDefinition } from '../define-provider.js';
import { abortAudits } from './abort-audits.js';
import { answerAudits } from './answer-audits.js';
import type { Audit } from './audit.js';
import { AuditedPlugin } from './audited-plugin.js';
import type { Conformance } from './conformance.js';
import { definitionAudits } from './definition-audits.js';
import { errorAudits } from './error-audits.js';
import { failureAudits } from './failure-audits.js';
import { keyAudits } from './key-audits.js';
import { nameAudits } from './name-audits.js';
import { probeAudits } from './probe-audits.js';
import { quirkAudits } from './quirk-audits.js';
import { rateLimitAudits } from './rate-limit-audits.js';
import { requestAudits } from './request-audits.js';
import { scenarioAudits } from './scenario-audits.js';
import { stateAudits } from './state-audits.js';

export type { AuditReply } from './audit-reply.js';
export type { Conformance } from './conformance.js';
export type { ErrorCase } from './error-cases.js';
export type { ProbeCase } from './probe-case.js';
export type { ErrorReply, ProviderReplies } from './provider-replies.js';
export type { QuirkBench, QuirkRequest } from './quirk-bench.js';
export type { QuirkCase } from './quirk-case.js';
export type { RateLimitCase } from './rate-limit-case.js';

/** One promise of a plugin, for any test runner: `run` rejects where it is broken. */
export interface ProviderAudit {
  readonly name: string;
  readonly run: (this: void) => Promise<void>;
}

/**
 * The promises that a plugin makes by what it declares, to be run against replies of its author's; nothing leaves the
 * process, and no key is needed. `host` stands in for what a server lends.
 */
export function providerAudits(
  definition: ProviderDefinition,
  conformance: Conformance,
  host?: PluginHost,
): readonly ProviderAudit[] {
  const plugin = new AuditedPlugin(definition, conformance, host);
  const streams = plugin.declares('streaming');
  const audits: readonly Audit[] = [
    ...definitionAudits,
    ...requestAudits(plugin, streams),
    ...answerAudits(plugin, streams),
    ...scenarioAudits(plugin, streams),
    ...errorAudits(plugin, streams),
    ...failureAudits(plugin, streams),
    ...nameAudits,
    ...abortAudits(plugin, streams),
    ...stateAudits(plugin, streams),
    ...keyAudits,
    ...probeAudits,
    ...rateLimitAudits,
    ...quirkAudits(plugin),
  ];
  const { skip = [] } = conformance;
  for (const { audit, reason } of skip) {
    if (reason.trim() === '') throw new Error(`Say why this audit is skipped: ${audit}`);
    if (!audits.some(({ name }) => name === audit)) throw new Error(`There is no such audit to skip: ${audit}`);
  }
  return audits
    .filter(({ name }) => !skip.some(({ audit }) => audit === name))
    .map(({ name, run }) => ({ name, run: async () => run(plugin) }));
}
