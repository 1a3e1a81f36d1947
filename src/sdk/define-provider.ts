import type { DeclaredAuth } from './auth.js';
import type { Completion, CompletionDelta, CompletionRequest } from './completion.js';
import type { JsonObject } from './json.js';
import type { Quirk } from './quirks.js';
import type { RateLimitHeaders } from './rate-limit-headers.js';

export const SDK_VERSION = 1;

export interface CredentialField {
  /** `apiKey` for the key itself. */
  readonly name: string;
  readonly label: string;
  /** Kept sealed and given to nobody, plugins included; the others are in `call.fields`. */
  readonly secret: boolean;
  readonly required: boolean;
  readonly description?: string;
}

export const modelFeatures = [
  'streaming',
  'tools',
  'parallel-tools',
  'json-mode',
  'json-schema',
  'vision',
  'system-prompt',
  'reasoning',
  'logprobs',
  'seed',
  'prompt-caching',
] as const;
export type ModelFeature = (typeof modelFeatures)[number];

/** US dollars for one million tokens. */
export interface PriceRates {
  readonly input: number;
  readonly output: number;
  /** Of input read from the provider's prompt cache; `input` where left out. */
  readonly cachedInput?: number;
  /** Of input written to the provider's prompt cache; `input` where left out. */
  readonly cacheWrite?: number;
}

/** What a whole call costs where its input is longer than so many tokens. */
export interface PriceTier extends PriceRates {
  /** Tokens of input. */
  readonly above: number;
}

export interface Price extends PriceRates {
  readonly tiers?: readonly PriceTier[];
}

/**
 * Facts about the models whose ids match. Every declaration that matches a model counts, in order: later facts replace
 * earlier ones, quirks add up. A declaration without `*` lists its models in the catalogue, and its facts go before what
 * the catalogue says of them; one with a `*` speaks of a family, for which the catalogue knows single models better.
 */
export interface ModelDeclaration {
  /** Ids, or patterns in which `*` stands for any characters. */
  readonly matches: string | readonly string[];
  readonly name?: string;
  /** Tokens, input and output together. */
  readonly contextWindow?: number;
  /** Tokens, where the input has a limit of its own. */
  readonly maxInputTokens?: number;
  /** Tokens. */
  readonly maxOutputTokens?: number;
  readonly price?: Price;
  readonly features?: readonly ModelFeature[];
  /** The provider's own defaults of numeric parameters. */
  readonly defaults?: Readonly<Record<string, number>>;
  readonly quirks?: readonly Quirk[];
  /** ISO date on which the provider ends it. */
  readonly deprecatedOn?: string;
  /** ISO date on which these facts were read. */
  readonly asOf?: string;
}

/** What will be sent, exactly; the same function makes previews and requests. */
export interface PreparedRequest {
  readonly method: 'POST';
  /** Joined to the base URL; starts with a slash. */
  readonly path: string;
  /** Beside those that the host sets itself (authentication, content type, accept). */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/** The part of the WHATWG response that adapters and vendor SDKs read. */
export interface ProviderResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly url: string;
  readonly headers: { get(name: string): string | null; entries(): IterableIterator<[string, string]> };
  /** Null where the answer has no body. */
  readonly body: AsyncIterable<Uint8Array> | null;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

export interface ProviderRequestInit {
  readonly method?: string;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null;
}

/** Sends one request, once, to the credential's own origin, with its authentication added; a second send is refused. */
export type ProviderFetch = (url: string | URL, init?: ProviderRequestInit) => Promise<ProviderResponse>;

/** What one attempt is given. */
export interface ProviderCall {
  readonly fetch: ProviderFetch;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** The credential's fields that are not secret. */
  readonly fields: Readonly<Record<string, string>>;
  /** Aborted at the deadline or when nobody wants the answer any more. */
  readonly signal: AbortSignal;
  /** Given where the caller wants the answer as it comes. */
  readonly onDelta?: (delta: CompletionDelta) => void;
}

/** What a running server says of one of its models; what it does not say is left out. */
export interface ProbedFacts {
  /** Tokens of one request, input and output together, as the server runs now. */
  readonly contextWindow?: number;
  /** Tokens up to which a request may raise the window, where it may. */
  readonly largestContextWindow?: number;
  readonly maxOutputTokens?: number;
  /** All of them: they replace the declared ones. */
  readonly features?: readonly ModelFeature[];
  readonly name?: string;
  /** False where the server says that it has no such model. */
  readonly exists?: boolean;
  /** A sentence beside a fact, by the fact's name: where the number comes from, what it depends on. */
  readonly notes?: Readonly<Record<string, string>>;
}

/** Speaks one provider's language. Stateless between calls: many run at once. */
export interface ProviderAdapter {
  prepare(request: CompletionRequest, options: { readonly stream: boolean }): PreparedRequest;
  /** Makes one attempt; fails with a ProviderError. */
  complete(request: CompletionRequest, call: ProviderCall): Promise<Completion>;
  /**
   * Asks the running server for facts of a model that are a setting of the server, such as its context window; left out
   * where there are none. `call.fetch` may send a few requests here, by GET or POST, with small answers. What it throws
   * means that nothing is known, and fails no call; the host keeps what it returns for a short while.
   */
  probe?(model: string, call: ProviderCall): Promise<ProbedFacts>;
  dispose?(): void | Promise<void>;
}

export interface PluginHost {
  /** Resolves an `@injectable()` class, or a host token (LOGGER, CLOCK, CONFIG), from the plugin's own container. */
  resolve<T>(token: symbol | (new (...args: never[]) => T)): T;
}

export interface ProviderDefinition {
  /** Lower case letters, digits and dashes; the part of a model ref before the first slash. */
  readonly id: string;
  readonly name: string;
  readonly sdkVersion: typeof SDK_VERSION;
  /** The plugin's own version; the package's where left out. */
  readonly version?: string;
  readonly description?: string;
  readonly homepage?: string;
  /** One way, or several of which the first that fits the credential is taken. */
  readonly auth: DeclaredAuth;
  /** One required secret `apiKey` where left out (none where `auth` is `none`). */
  readonly credentialFields?: readonly CredentialField[];
  /** May hold the credential's open fields, `https://{region}.acme.example`: letters, digits and dashes are filled in. */
  readonly baseUrl?: string;
  /** True where a credential may name another base URL; true where there is no `baseUrl`. */
  readonly baseUrlCustomizable?: boolean;
  /** True for a server on the operator's own machine or network: its default origin is allowed though private. */
  readonly local?: boolean;
  /** Of every model of the provider. */
  readonly quirks?: readonly Quirk[];
  readonly models: readonly ModelDeclaration[];
  /** Where its answers tell of its rate limits: calls then slow down before it refuses them. */
  readonly rateLimitHeaders?: readonly RateLimitHeaders[];
  connect(host: PluginHost): ProviderAdapter;
}

/** Declares a provider plugin; the module's default export. */
export function defineProvider(definition: ProviderDefinition): ProviderDefinition {
  return definition;
}
