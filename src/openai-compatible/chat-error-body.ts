import type { JsonObject } from '../sdk/index.js';
import { objectOf, textOf } from './content-of.js';

export interface ChatErrorBody {
  readonly code?: string;
  readonly type?: string;
  readonly param?: string;
  /** For telling failures apart only: it never leaves the adapter. */
  readonly message: string;
  /** The HTTP status that a failure under a status of success would have had. */
  readonly status?: number;
  /** Tokens, where a server of one's own says how many its window holds. */
  readonly contextWindow?: number;
  /** False for a page or nothing. */
  readonly isJson: boolean;
}

/** Of a message: what searches it takes time that grows faster than its length. */
const mostRead = 2_000;

/**
 * What an error body says, in each of its shapes: an object below `error`, a bare string, a list, the fields at the
 * top, or the `detail` of a framework's own validation.
 */
export function chatErrorOf(text: string): ChatErrorBody {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { message: text.slice(0, mostRead), isJson: false };
  }
  const top = objectOf(first(value));
  if (top === undefined) return { message: (textOf(value) ?? '').slice(0, mostRead), isJson: true };
  const told = first(top.error ?? top.errors ?? top.detail);
  const inner = objectOf(told);
  const fields = objectOf(inner?.error) ?? inner;
  const passedOn = refusalPassedOn(fields);
  return {
    // Gateways put their own reason at the top and the model server's below it: the nearest to the model counts.
    code: innerCode(fields) ?? identifier(fields?.code) ?? identifier(top.code),
    type: identifier(fields?.type) ?? reasonApart(fields) ?? identifier(top.type),
    param: identifier(fields?.param) ?? place(fields?.loc) ?? identifier(top.param) ?? passedOn?.param,
    status: statusOf(top.status_code) ?? statusOf(fields?.status_code) ?? statusOf(fields?.code),
    contextWindow: windowOf(fields?.n_ctx),
    message: (passedOn?.message ?? textOf(told) ?? messageOf(fields) ?? messageOf(top) ?? '').slice(0, mostRead),
    isJson: true,
  };
}

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

function messageOf(fields: JsonObject | undefined): string | undefined {
  const said = first(fields?.message ?? fields?.msg ?? fields?.detail ?? fields?.error_msg ?? fields?.title);
  return textOf(said) ?? (said === undefined || said === null ? undefined : JSON.stringify(said));
}

/** A cause more exact than the code it stands under. */
const innerCode = (fields: JsonObject | undefined) => identifier(objectOf(fields?.innererror)?.code);

/** What a router was told by the server behind it, of a request that could be mended. */
function refusalPassedOn(fields: JsonObject | undefined): ChatErrorBody | undefined {
  const raw = objectOf(fields?.metadata)?.raw;
  if (typeof raw !== 'string' || (fields?.code !== 400 && fields?.code !== 422)) return undefined;
  const refusal = chatErrorOf(raw);
  return refusal.message === '' ? undefined : refusal;
}

/** What a router adds of its own to another's failure. */
function reasonApart(fields: JsonObject | undefined): string | undefined {
  const metadata = objectOf(fields?.metadata);
  return identifier(metadata?.error_type) ?? identifier(metadata?.limit_source);
}

/** Where a framework found a field wrong: `["body", "messages", 0, "role"]`. */
const place = (loc: unknown): string | undefined =>
  Array.isArray(loc) ? loc.filter((part) => part !== 'body').join('.') || undefined : undefined;

function statusOf(value: unknown): number | undefined {
  const status = Number(value);
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined;
}

const windowOf = (value: unknown) => (typeof value === 'number' && value > 0 ? value : undefined);

const identifier = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
