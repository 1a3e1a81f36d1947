import { z } from 'zod';
import { checkIdempotencyKey } from '../calls/check-idempotency-key.js';
import { ByomError, reasoningEfforts, roles } from '../sdk/index.js';
import type {
  Image,
  JsonObject,
  Message,
  Parameters,
  ResponseFormat,
  Tool,
  ToolCall,
  ToolChoice,
} from '../sdk/index.js';
import type { CredentialInput } from './resolve-credential.js';

type Nullable<T> = { readonly [K in keyof T]?: T[K] | null };
export interface MessageInput extends Omit<Nullable<Message>, 'toolCalls' | 'images'> {
  readonly role: Message['role'];
  readonly toolCalls?: readonly ToolCall[] | null;
  readonly images?: readonly Nullable<Image>[] | null;
}

/** Null counts as left out everywhere. */
export interface GenerateInput {
  readonly model: string;
  readonly messages: readonly MessageInput[];
  readonly parameters?: Nullable<Parameters> | null;
  readonly responseFormat?: (Nullable<ResponseFormat> & Pick<ResponseFormat, 'kind'>) | null;
  readonly tools?: readonly (Nullable<Tool> & Pick<Tool, 'name' | 'schema'>)[] | null;
  readonly toolChoice?: (Nullable<ToolChoice> & Pick<ToolChoice, 'mode'>) | null;
  readonly parallelToolCalls?: boolean | null;
  readonly onUnsupported?: 'adapt' | 'reject' | null;
  readonly onOverflow?: 'reject' | 'drop-oldest' | null;
  readonly credential?: CredentialInput | null;
  readonly fallbacks?: readonly string[] | null;
  readonly providerOptions?: JsonObject | null;
  readonly idempotencyKey?: string | null;
  readonly endUser?: string | null;
}

const mostMessages = 1_000;
const mostFallbacks = 8;
const mostContent = 4 * 1024 * 1024;
const mostCallId = 256 * 1024;

const text = z.string().nullish();
const flag = z.boolean().nullish();
const identifier = z.string().min(1).max(256);
/** An id holds all that its provider wants back with the call, such as the signature of a long thought. */
const callId = z.string().min(1).max(mostCallId);
const between = (low: number, high: number) => z.number().min(low).max(high).nullish();
const whole = (low: number, high: number) => z.number().int().min(low).max(high).nullish();
// Checked elsewhere for what it means; here only that it is there.
const json = z.unknown().refine((value) => value !== undefined, 'is missing');
const object = z.looseObject({});

const message = z.object({
  role: z.enum(roles),
  content: text,
  name: z.string().min(1).max(64).nullish(),
  cache: flag,
  toolCalls: z
    .array(z.object({ id: callId, name: identifier, arguments: json }))
    .max(128)
    .nullish(),
  toolCallId: callId.nullish(),
  images: z
    .array(z.object({ url: text, base64: text, mediaType: text }))
    .max(100)
    .nullish(),
});

const shape = z.object({
  model: z.string().min(1).max(300),
  messages: z.array(message).min(1).max(mostMessages),
  parameters: z
    .object({
      temperature: between(0, 2),
      topP: between(0, 1),
      topK: whole(0, 2 ** 31 - 1),
      maxOutputTokens: whole(1, 2 ** 31 - 1),
      stop: z.array(z.string().min(1).max(1_000)).max(64).nullish(),
      seed: z.number().int().nullish(),
      frequencyPenalty: between(-2, 2),
      presencePenalty: between(-2, 2),
      n: whole(1, 16),
      logprobs: whole(0, 20),
      reasoningEffort: z.enum(reasoningEfforts).nullish(),
    })
    .nullish(),
  responseFormat: z
    .object({
      kind: z.enum(['text', 'json', 'json-schema']),
      schema: object.nullish(),
      name: z
        .string()
        .regex(/^[\w-]{1,64}$/)
        .nullish(),
      strict: flag,
    })
    .nullish(),
  tools: z
    .array(z.object({ name: z.string().regex(/^[\w-]{1,64}$/), description: text, schema: object, strict: flag }))
    .max(128)
    .nullish(),
  toolChoice: z.object({ mode: z.enum(['auto', 'none', 'required', 'tool']), tool: text }).nullish(),
  parallelToolCalls: flag,
  onUnsupported: z.enum(['adapt', 'reject']).nullish(),
  onOverflow: z.enum(['reject', 'drop-oldest']).nullish(),
  fallbacks: z.array(z.string().min(1).max(300)).max(mostFallbacks).nullish(),
  providerOptions: object.nullish(),
  idempotencyKey: text,
  endUser: z.string().min(1).max(256).nullish(),
});

/** Fails with BAD_USER_INPUT naming the field, never its value. */
export function checkGenerateInput(input: GenerateInput): void {
  const { error } = shape.safeParse(input);
  if (error) {
    const issue = error.issues[0]!;
    throw bad(placeOf(issue.path), 'is missing, malformed or out of its limits');
  }
  if (typeof input.idempotencyKey === 'string') checkIdempotencyKey(input.idempotencyKey);
  let size = 0;
  input.messages.forEach((one, index) => {
    size += one.content?.length ?? 0;
    checkMessage(one, `messages.${index}`);
  });
  if (size > mostContent) throw bad('messages', `hold more than ${mostContent} characters`);
  const { responseFormat, tools, toolChoice } = input;
  if (responseFormat?.kind === 'json-schema' && !responseFormat.schema) {
    throw bad('responseFormat.schema', 'is required for this kind');
  }
  if (toolChoice?.mode === 'tool' && !tools?.some(({ name }) => name === toolChoice.tool)) {
    throw bad('toolChoice.tool', 'must name one of the tools');
  }
  if (toolChoice?.mode === 'required' && !tools?.length) throw bad('toolChoice', 'needs tools');
}

function checkMessage(one: MessageInput, place: string): void {
  if (one.role === 'tool' && !one.toolCallId) throw bad(`${place}.toolCallId`, 'is required for this role');
  if (one.toolCalls?.length && one.role !== 'assistant') throw bad(`${place}.toolCalls`, 'belong to an assistant');
  const carries = typeof one.content === 'string' || Boolean(one.images?.length) || Boolean(one.toolCalls?.length);
  if (!carries) throw bad(`${place}.content`, 'is required where there is nothing else');
  one.images?.forEach((image, index) => {
    const at = `${place}.images.${index}`;
    if (Boolean(image.url) === Boolean(image.base64)) throw bad(at, 'needs either a url or base64');
    if (image.base64 && !image.mediaType) throw bad(`${at}.mediaType`, 'is required with base64');
  });
}

const placeOf = (path: readonly PropertyKey[]): string => {
  const place = path.map(String).join('.');
  return /^[\w./:-]{1,128}$/.test(place) ? place : 'A field';
};

const bad = (place: string, why: string): ByomError => new ByomError('BAD_USER_INPUT', `${place} ${why}.`);
