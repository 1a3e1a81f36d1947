import { useOperatorCatalogue } from '../catalogue/operator-catalogue.js';
import { ConfigError } from './config.js';

/** Takes the operator's own catalogue, where there is one; what is wrong with it is for the terminal. */
export function operatorCatalogues(place: string | undefined): ReturnType<typeof useOperatorCatalogue> {
  if (place === undefined) return [];
  try {
    return useOperatorCatalogue(place);
  } catch (error) {
    throw new ConfigError(`BYOM_CATALOGUE: ${(error as Error).message}`);
  }
}
