import type { CompletionRequest } from '../completion.js';
import type { PluginHost, ProviderDefinition } from '../define-provider.js';
import { abortAudits } from './abort-audits.js';
import { answerAudits } from './answer-audits.js';
import { auditHost } from './audit-host.js';
import type { Audit, AuditSubject, ProviderReplies } from './audit.js';
import { auditBaseUrl } from './audited-call.js';
import { definitionAudits } from './definition-audits.js';
import { failureAudits } from './failure-audits.js';
import { requestAudits } from './request-audits.js';

const audits = [...definitionAudits, ...answerAudits, ...failureAudits, ...requestAudits, ...abortAudits] as const;

export type AuditName = (typeof audits)[number]['name'];

/** One promise of a plugin, for any test runner: `run` rejects where it is broken. */
export interface ProviderAudit {
  readonly name: AuditName;
  readonly run: (this: void) => Promise<void>;
}

export interface ProviderAuditOptions {
  /** What the provider sends; no key is needed, and nothing leaves the process. */
  readonly replies: ProviderReplies;
  /** Audits that cannot hold for this provider, each with the reason. */
  readonly skip?: readonly { readonly audit: AuditName; readonly reason: string }[];
  /** In place of a greeting to the first listed model. */
  readonly request?: CompletionRequest;
  /** In place of a host that lends what a server lends. */
  readonly host?: PluginHost;
}

/** The promises that a plugin makes by what it declares. */
export function providerAudits(
  definition: ProviderDefinition,
  { replies, skip = [], request = greeting(definition), host }: ProviderAuditOptions,
): readonly ProviderAudit[] {
  for (const { audit, reason } of skip) {
    if (reason.trim() === '') throw new Error(`Say why this audit is skipped: ${audit}`);
    if (!audits.some(({ name }) => name === audit)) throw new Error(`There is no such audit: ${audit}`);
  }
  const streams = definition.models.some(({ features }) => features?.includes('streaming'));
  const subject: AuditSubject = {
    definition,
    replies,
    request,
    baseUrl: auditBaseUrl(definition),
    connect: () => definition.connect(host ?? auditHost()),
  };
  return audits
    .filter((audit: Audit) => streams || audit.streaming !== true)
    .filter(({ name }) => !skip.some(({ audit }) => audit === name))
    .map((audit) => ({ name: audit.name, run: () => audit.run(subject) }));
}

function greeting({ models }: ProviderDefinition): CompletionRequest {
  const listed = models.flatMap(({ matches }) => matches).find((id) => !id.includes('*'));
  return {
    model: listed ?? 'audited-model',
    messages: [{ role: 'user', content: 'Say hello.' }],
    parameters: { maxOutputTokens: 100 },
  };
}
