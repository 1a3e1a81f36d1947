import type { OpenAICompatibleOptions } from 'byom/openai-compatible';

type Classify = NonNullable<OpenAICompatibleOptions['classifyError']>;

/** What Azure's own failures mean, which stand beside those of OpenAI's models. */
const meanings = [
  {
    statuses: [404],
    wording: /^resource not found/i,
    code: 'PROVIDER_REJECTED',
    message:
      'Azure has nothing at this address: check the resource, the base URL and the apiVersion of the credential.',
  },
  {
    statuses: [400, 404],
    wording: /only for api versions|api version not supported|api-version.{0,40}(not supported|required|invalid)/i,
    code: 'UNSUPPORTED_FEATURE',
    message: 'The model needs another apiVersion: leave it out of the credential for v1, or give a newer one.',
  },
  {
    statuses: [400, 404],
    wording: /operation does not work with the specified model|operationnotsupported/i,
    code: 'UNSUPPORTED_FEATURE',
    message: 'This deployment serves another endpoint than chat: choose another one.',
  },
  {
    statuses: [403],
    wording: /virtual network|firewall|private endpoint/i,
    code: 'CREDENTIAL_INVALID',
    message: 'The resource lets only its own network in: allow this server in the networking settings of the resource.',
  },
] as const;

export const classifyAzureError: Classify = (status, { message, code = '' }) =>
  meanings.find(
    ({ statuses, wording }) =>
      (statuses as readonly number[]).includes(status) && (wording.test(message) || wording.test(code)),
  );
