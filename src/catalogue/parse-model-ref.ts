import { ByomError } from '../sdk/index.js';

const provider = /^[a-z0-9][a-z0-9-]*$/;
/** Every id met so far: letters, digits and punctuation of paths, tags, versions and deployments. */
const model = /^[\w.@~][\w./:@+,=~-]{0,199}$/;

/** Splits `provider/model` at its first slash; whether such a model is known is for the catalogue to say. */
export function parseModelRef(ref: string): { readonly providerId: string; readonly providerModelId: string } {
  const slash = ref.indexOf('/');
  const providerId = ref.slice(0, Math.max(slash, 0));
  const providerModelId = ref.slice(slash + 1);
  if (slash < 1 || !provider.test(providerId) || !model.test(providerModelId)) {
    throw new ByomError('UNKNOWN_MODEL', 'A model is given as provider/model, for example openai/gpt-5-mini.');
  }
  return { providerId, providerModelId };
}
