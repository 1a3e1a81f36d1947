import { fieldsOf, listOf, textOf, type Fields } from './fields.js';

/** What a google.rpc.Status says beside its text. */
export interface ErrorDetails {
  /** For example `RESOURCE_EXHAUSTED`. */
  readonly status?: string;
  /** For example `API_KEY_INVALID`. */
  readonly reason?: string;
  /** The field that was refused. */
  readonly field?: string;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  /** Names of the quotas that are used up. */
  readonly quotas: readonly string[];
  /** For telling failures apart only: it never leaves the adapter. */
  readonly message: string;
}

/** Reads an error, alone or first in a list, of a refusal or of an event. */
export function errorDetails(body: unknown): ErrorDetails {
  const error = fieldsOf(fieldsOf(Array.isArray(body) ? body[0] : body)['error']);
  const details = listOf(error['details']).map(fieldsOf);
  const about = (type: string): Fields =>
    details.find((detail) => textOf(detail['@type'])?.endsWith(`google.rpc.${type}`)) ?? {};
  const message = textOf(error['message']) ?? '';
  return {
    status: textOf(error['status']),
    reason: textOf(about('ErrorInfo')['reason']),
    // An index in brackets is no identifier.
    field: textOf(fieldsOf(listOf(about('BadRequest')['fieldViolations'])[0])['field'])?.replace(/\[(\d+)\]/g, '.$1'),
    requestId: textOf(about('RequestInfo')['requestId']),
    retryAfterMs:
      seconds(textOf(about('RetryInfo')['retryDelay'])) ?? seconds(/retry in ([\d.]+s)/i.exec(message)?.[1]),
    quotas: listOf(about('QuotaFailure')['violations']).map((violation) => {
      const { quotaId, quotaMetric } = fieldsOf(violation);
      return textOf(quotaId) ?? textOf(quotaMetric) ?? '';
    }),
    message,
  };
}

/** A duration such as `26s` or `20.04466179s`, in milliseconds. */
function seconds(duration: string | undefined): number | undefined {
  const value = duration === undefined ? undefined : /^(\d+(?:\.\d+)?)s$/.exec(duration)?.[1];
  return value === undefined ? undefined : Math.ceil(Number(value) * 1_000);
}
