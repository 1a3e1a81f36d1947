import type { ModelDeclaration, ProviderDefinition } from '../sdk/index.js';
import { glob } from './glob.js';

export interface DeclarationPatterns {
  readonly declaration: ModelDeclaration;
  matches(providerModelId: string): boolean;
}

const compiled = new WeakMap<ProviderDefinition, readonly DeclarationPatterns[]>();

/** Which models each declaration speaks of; compiled once for each provider. */
export function declarationPatterns(definition: ProviderDefinition): readonly DeclarationPatterns[] {
  let patterns = compiled.get(definition);
  if (patterns === undefined) {
    patterns = definition.models.map((declaration) => {
      const globs = declaredIds(declaration).map(glob);
      return { declaration, matches: (id) => globs.some((matches) => matches(id)) };
    });
    compiled.set(definition, patterns);
  }
  return patterns;
}

export function declaredIds({ matches }: ModelDeclaration): readonly string[] {
  return typeof matches === 'string' ? [matches] : matches;
}
