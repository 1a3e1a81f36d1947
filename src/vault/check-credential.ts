import {
  authChoices,
  authFields,
  ByomError,
  chosenAuth,
  filledBaseUrl,
  type JsonObject,
  type ProviderDefinition,
} from '../sdk/index.js';
import { parseUrl } from '../sdk/parse-url.js';
import { checkSecret } from './check-secret.js';

export interface NewCredential {
  readonly definition: ProviderDefinition;
  readonly apiKey?: string;
  readonly fields?: JsonObject;
  readonly baseUrl?: string;
  /** Its own, where it is to have one. */
  readonly name?: string;
}

export interface CheckedCredential {
  /** The secret fields by name, in the order in which the provider declares them; null where there is none. */
  readonly secrets: Readonly<Record<string, string>> | null;
  readonly fields: Readonly<Record<string, string>>;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly origin: string;
}

const longestField = 1_000;
const longestBaseUrl = 2_000;

/** What a customer gave for a provider, held against what the provider declares. */
export function checkCredential({ definition, apiKey, fields = {}, baseUrl, name }: NewCredential): CheckedCredential {
  const declared = definition.credentialFields ?? (isKeyless(definition) ? [] : [defaultField]);
  const given: Record<string, unknown> = { ...fields, ...(apiKey === undefined ? {} : { apiKey }) };
  for (const name of Object.keys(given)) {
    if (declared.some((field) => field.name === name)) continue;
    const which = /^[\w-]{1,64}$/.test(name) ? name : 'A field';
    throw new ByomError('BAD_USER_INPUT', `${which} is not part of a credential for ${definition.id}.`);
  }
  const secrets: Record<string, string> = {};
  const open: Record<string, string> = {};
  for (const field of declared) {
    const value = given[field.name];
    if (value === undefined || value === null) {
      if (!field.required) continue;
      throw new ByomError('BAD_USER_INPUT', `${field.name} is required for a credential for ${definition.id}.`);
    }
    if (typeof value !== 'string') throw new ByomError('BAD_USER_INPUT', `${field.name} must be text.`);
    if (field.secret) secrets[field.name] = checkSecret(value, field.name);
    else if (value.length > longestField) throw new ByomError('BAD_USER_INPUT', `${field.name} is too long.`);
    else open[field.name] = value;
  }
  checkAuth(definition, (name) => Object.hasOwn(secrets, name) || Object.hasOwn(open, name));
  checkApart(secrets, { ...open, baseUrl, name });
  return {
    secrets: Object.keys(secrets).length === 0 ? null : secrets,
    fields: open,
    ...checkBaseUrl(definition, baseUrl, open),
  };
}

/** Shorter ones are words that may well stand elsewhere. */
const shortestKey = 8;

/** Names, addresses and fields are shown and stored as they are, so a key may not stand in them. */
function checkApart(
  secrets: Readonly<Record<string, string>>,
  shown: Readonly<Record<string, string | undefined>>,
): void {
  for (const secret of Object.values(secrets).filter(({ length }) => length >= shortestKey)) {
    for (const [field, text = ''] of Object.entries(shown)) {
      if (text.includes(secret) || text.includes(encodeURIComponent(secret))) {
        throw new ByomError('BAD_USER_INPUT', `${field} holds the key itself: keep it out of there.`);
      }
    }
  }
}

const isKeyless = ({ auth }: ProviderDefinition) => authChoices(auth).every(({ kind }) => kind === 'none');

/** Fields that are all optional by themselves may still be needed together. */
function checkAuth({ id, auth }: ProviderDefinition, has: (field: string) => boolean): void {
  const chosen = chosenAuth(auth, has);
  if (chosen === undefined) {
    const ways = authChoices(auth).map(({ when }) => when?.field);
    throw new ByomError('BAD_USER_INPUT', `A credential for ${id} needs ${ways.join(' or ')}.`);
  }
  const missing = authFields(chosen).find(({ name, required }) => required && !has(name));
  if (missing) throw new ByomError('BAD_USER_INPUT', `${missing.name} is required for this credential for ${id}.`);
}

const defaultField = { name: 'apiKey', label: 'API key', secret: true, required: true };

function checkBaseUrl(
  definition: ProviderDefinition,
  given: string | undefined,
  fields: Readonly<Record<string, string>>,
) {
  const customizable = definition.baseUrlCustomizable ?? definition.baseUrl === undefined;
  if (given !== undefined && !customizable && given !== definition.baseUrl) {
    throw new ByomError('BAD_USER_INPUT', `${definition.id} has one base URL; leave baseUrl out.`);
  }
  const own = definition.baseUrl;
  const text = given ?? (own === undefined ? undefined : filledBaseUrl(own, fields, notInHost));
  // A provider that runs inside this server goes nowhere, and no origin equals this one.
  if (text === undefined && isKeyless(definition)) return { baseUrl: '', origin: '' };
  if (text === undefined) throw new ByomError('BAD_USER_INPUT', `baseUrl is required for ${definition.id}.`);
  if (text.length > longestBaseUrl) {
    throw new ByomError('BAD_USER_INPUT', `baseUrl is longer than ${longestBaseUrl} characters.`);
  }
  const url = parseUrl(text);
  if (!url) throw new ByomError('BAD_USER_INPUT', 'baseUrl is not a URL.');
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new ByomError('ENDPOINT_BLOCKED', 'baseUrl must be http or https, without a user name or a password.');
  }
  if (url.search !== '' || url.hash !== '') throw new ByomError('BAD_USER_INPUT', 'baseUrl may not have a query.');
  return { baseUrl: `${url.origin}${url.pathname}`.replace(/\/+$/, ''), origin: url.origin };
}

function notInHost(field: string): never {
  const parts = 'letters, digits and dashes';
  throw new ByomError('BAD_USER_INPUT', `${field} is part of the address: give it in ${parts}, or give a baseUrl.`);
}
