import type { ModelDeclaration, ModelFeature, ProviderDefinition } from '../sdk/index.js';
import { catalogueEntry } from './catalogue-entry.js';
import type { CatalogueEntry } from './catalogue-file.js';
import { declarationPatterns, declaredIds } from './declaration-patterns.js';
import type { FactOrigin } from './fact-origins.js';
import { operatorCatalogue } from './operator-catalogue.js';
import { publishedCatalogue } from './published-catalogue.js';

export interface ModelLayer extends FactOrigin {
  readonly facts: Omit<ModelDeclaration, 'matches'>;
  /** Features that the model has not, whatever is true of its family. */
  readonly lacks?: readonly ModelFeature[];
  /** True where features add to those of the layers before, rather than replace them. */
  readonly adds?: boolean;
}

/**
 * All that is said of a model, the last word last: what its plugin says of families, the catalogue that comes with the
 * server, what its plugin says of it by name, and the operator's own catalogue.
 */
export function modelLayers(definition: ProviderDefinition, id: string): readonly ModelLayer[] {
  const declared = declarationPatterns(definition)
    .filter((patterns) => patterns.matches(id))
    .map(({ declaration }) => declaration);
  const published = catalogueEntry(publishedCatalogue(definition.id), id);
  const operator = catalogueEntry(operatorCatalogue(definition.id), id);
  return [
    ...declared.filter(isOfFamily).map((facts) => ({
      facts,
      source: 'declared' as const,
      asOf: facts.asOf,
      note: `Of every model that matches ${declaredIds(facts).join(' or ')}.`,
    })),
    ...(published ? [catalogueLayer(published)] : []),
    ...declared
      .filter((declaration) => !isOfFamily(declaration))
      .map((facts) => ({ facts, source: 'declared' as const, asOf: facts.asOf })),
    ...(operator ? [catalogueLayer(operator, "The operator's own: ")] : []),
  ];
}

/** One pattern is enough: what is said of it and of ids beside it is said of a kind. */
function isOfFamily(declaration: ModelDeclaration): boolean {
  return declaredIds(declaration).some((id) => id.includes('*'));
}

function catalogueLayer({ lacks, note, source, asOf, ...facts }: CatalogueEntry, whose = ''): ModelLayer {
  const said = `${whose}${source}.${note === undefined ? '' : ` ${note}`}`;
  return { facts, lacks, adds: true, source: 'catalogue', asOf, note: said };
}
