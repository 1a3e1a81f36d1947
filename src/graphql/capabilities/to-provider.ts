import type { LoadedProvider } from '../../plugin-loader/provider-registry.js';
import type { ProviderType } from './provider.type.js';

export function toProvider({ definition, source, pinned = false }: LoadedProvider): ProviderType {
  const { id, name, version, description, homepage, credentialFields, baseUrl, baseUrlCustomizable } = definition;
  const credentialRequired = credentialFields.some((field) => field.required);
  return {
    id,
    name,
    version,
    description,
    source,
    pinned,
    homepage,
    credentialFields,
    credentialRequired,
    baseUrl,
    baseUrlCustomizable,
  };
}
