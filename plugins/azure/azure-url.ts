import { ByomError, type JsonObject, type PreparedRequest, type ProviderCall } from 'byom/sdk';

/** Dates from which on an endpoint knows what a request may hold. */
const toolChoiceSince = '2023-12-01';
const demandedToolSince = '2024-06-01';

/**
 * Where a request goes: below `/openai/v1`, or with a dated api-version below its deployment. Customers paste any of
 * their resource's addresses, so what stands behind the host is taken off first.
 */
export function azureUrl({ path, body }: PreparedRequest, { baseUrl, fields }: ProviderCall): string {
  const version = fields['apiVersion'];
  const root = baseUrl
    .replace(/\?.*$/, '')
    .replace(/(\/openai(\/v1|\/deployments\/[^/]*)?)?(\/(chat\/completions|responses))?\/*$/, '');
  if (version === undefined || version === '' || version === 'v1') return `${root}/openai/v1${path}`;
  checkVersion(version, body);
  const deployment = typeof body['model'] === 'string' ? body['model'] : '';
  const place = path === '/responses' ? path : `/deployments/${encodeURIComponent(deployment)}${path}`;
  return `${root}/openai${place}?api-version=${encodeURIComponent(version)}`;
}

function checkVersion(version: string, { tool_choice: choice }: JsonObject): void {
  const needed = choice === 'required' ? demandedToolSince : choice === undefined ? undefined : toolChoiceSince;
  if (needed === undefined || !/^\d{4}-/.test(version) || version >= needed) return;
  throw new ByomError('UNSUPPORTED_FEATURE', `This choice of tools needs an apiVersion from ${needed} on, or v1.`, {
    details: { field: 'apiVersion' },
  });
}
