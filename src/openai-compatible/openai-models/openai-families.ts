import type { ModelDeclaration } from '../../sdk/index.js';
import { classicModels } from './classic-models.js';
import { oddModels } from './odd-models.js';
import { reasoningEffortsOfModels } from './reasoning-efforts.js';
import { reasoningModels } from './reasoning-models.js';
import { servedEndpoints } from './served-endpoints.js';

const declarations = [
  ...classicModels,
  ...reasoningModels,
  ...reasoningEffortsOfModels,
  ...oddModels,
  ...servedEndpoints,
];

/** Every pattern holds a star, so that it lists no model: catalogues do. Fine-tuned models are as what they stem from. */
export const openaiFamilies: readonly ModelDeclaration[] = declarations.map((declaration) =>
  Object.assign({}, declaration, { matches: [declaration.matches].flat().flatMap(withFineTuned) }),
);

function withFineTuned(pattern: string): readonly string[] {
  return pattern.startsWith('*') ? [pattern] : [pattern, `ft:${pattern}`];
}
