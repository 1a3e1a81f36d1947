import { adaptRequest, type AdaptedRequest } from '../../adaptation/adapt-request.js';
import { listedModels } from '../../catalogue/listed-models.js';
import { resolveModel } from '../../catalogue/resolve-model.js';
import { filledBaseUrl } from '../base-url.js';
import type { CompletionRequest } from '../completion.js';
import type {
  ModelFeature,
  PluginHost,
  PreparedRequest,
  ProviderAdapter,
  ProviderDefinition,
} from '../define-provider.js';
import type { ResolvedModel } from '../resolved-model.js';
import { auditHost } from './audit-host.js';
import type { AuditReply } from './audit-reply.js';
import { auditedCall, type AuditedCall, type AuditedCallOptions } from './audited-call.js';
import type { Conformance } from './conformance.js';
import type { ProviderReplies } from './provider-replies.js';
import { scenarios, type ScenarioRequest } from './scenarios.js';

export interface PluginCallOptions extends AuditedCallOptions {
  /** `Say hello.` where left out. */
  readonly request?: ScenarioRequest;
  readonly model?: string;
  /** A fresh one where left out. */
  readonly adapter?: ProviderAdapter;
}

/** A plugin under audit: its requests are adapted as the server adapts them, and answered from the fixtures. */
export class AuditedPlugin {
  readonly replies: ProviderReplies;
  /** Where audits pretend that a provider without an address of its own is. */
  readonly baseUrl: string;

  constructor(
    readonly definition: ProviderDefinition,
    readonly conformance: Conformance,
    private readonly host: PluginHost = auditHost(),
  ) {
    this.replies = conformance.replies;
    const { baseUrl = 'https://provider.invalid/v1' } = definition;
    this.baseUrl = filledBaseUrl(baseUrl, conformance.fields ?? {}, () => 'audited').replace(/\/+$/, '');
  }

  connect(host = this.host): ProviderAdapter {
    return this.definition.connect(host);
  }

  resolved(model = this.modelWith()): ResolvedModel {
    return resolveModel(this.definition, model);
  }

  /** Whether some model is declared to have a feature. */
  declares(feature: ModelFeature): boolean {
    return (
      this.definition.models.some(({ features }) => features?.includes(feature)) || this.#listed(feature) !== undefined
    );
  }

  /** The fixtures' own model where it has the feature, else the first listed one that has. */
  modelWith(feature?: ModelFeature): string {
    const { model } = this.conformance;
    const has = (id: string) => feature === undefined || this.resolved(id).features.includes(feature);
    if (model !== undefined && has(model)) return model;
    return this.#listed(feature) ?? model ?? 'audited-model';
  }

  adapted(request: ScenarioRequest, model = this.modelWith(), stream = false): AdaptedRequest {
    const asked: CompletionRequest = { ...request, model, ...(stream && { stream }) };
    return adaptRequest(asked, this.resolved(model), { onUnsupported: 'adapt', onOverflow: 'reject' });
  }

  prepared(request: ScenarioRequest, model = this.modelWith(), stream = false): PreparedRequest {
    const { request: adapted } = this.adapted(request, model, stream);
    // Adaptation may take a stream back.
    return this.connect().prepare(adapted, { stream: stream && adapted.stream === true });
  }

  /** One attempt, adapted and answered. */
  call(reply: AuditReply, { request, model, adapter, ...options }: PluginCallOptions = {}): Promise<AuditedCall> {
    const adapted = this.adapted(request ?? scenarios.streamed.request, model, options.stream).request;
    return this.attempt(adapter ?? this.connect(), adapted, reply, options);
  }

  /** One attempt with a request that is adapted already. */
  attempt(
    adapter: ProviderAdapter,
    adapted: CompletionRequest,
    reply: AuditReply,
    options: AuditedCallOptions,
  ): Promise<AuditedCall> {
    const { fields = {} } = this.conformance;
    return auditedCall(adapter, adapted, { baseUrl: this.baseUrl, fields }, reply, options);
  }

  #listed(feature?: ModelFeature): string | undefined {
    const listed = listedModels(this.definition);
    const found = listed.find(({ features }) => feature === undefined || features.includes(feature));
    return found?.providerModelId;
  }
}
