import type { JsonValue, UnsupportedOptions } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const unsupportedOptions: Rule<UnsupportedOptions> = (request, quirk) => {
  const { options, except = [], values } = quirk;
  const isRefused = ([option, value]: readonly [string, JsonValue]) =>
    (options?.includes(option) ?? !except.includes(option)) &&
    (values === undefined || (typeof value === 'string' && values.includes(value)));
  const given = Object.entries(request.providerOptions ?? {});
  const kept = given.filter((entry) => !isRefused(entry));
  if (kept.length === given.length) return undefined;
  const { providerOptions = {}, ...rest } = request;
  const sent = kept.length > 0 ? Object.fromEntries(kept) : undefined;
  return {
    request: sent === undefined ? rest : { ...rest, providerOptions: sent },
    adaptations: [
      {
        parameter: 'providerOptions',
        action: 'dropped',
        requested: providerOptions,
        sent: sent ?? null,
        lossless: false,
        reason: 'The model does not take some of these provider options as given.',
        quirk: quirk.id,
      },
    ],
  };
};
