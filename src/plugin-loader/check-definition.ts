import { quirkName, SDK_VERSION, type ProviderDefinition, type Quirk } from '../sdk/index.js';
import { definitionShape } from './definition-shape.js';

const mostProblems = 3;

/** A module's default export as a definition; throws with reasons that name the fields. */
export function checkDefinition(exported: unknown): ProviderDefinition {
  if (typeof exported !== 'object' || exported === null) {
    throw new Error('Its module has no default export made by defineProvider.');
  }
  // First, since another version may well have another shape.
  const { sdkVersion } = exported as { readonly sdkVersion?: unknown };
  if (typeof sdkVersion === 'number' && sdkVersion !== SDK_VERSION) {
    throw new Error(`It is made for version ${sdkVersion} of the SDK, and this server has version ${SDK_VERSION}.`);
  }
  const { error } = definitionShape.safeParse(exported);
  if (error !== undefined) {
    const problems = error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'default export'}: ${message}`,
    );
    const more = problems.length > mostProblems ? `, and ${problems.length - mostProblems} more` : '';
    throw new Error(`It is not well-formed. ${problems.slice(0, mostProblems).join('; ')}${more}`);
  }
  const definition = exported as ProviderDefinition;
  checkQuirkIds(definition);
  return definition;
}

/** Declarations may share a quirk, which then counts once; two quirks may not share an id. */
function checkQuirkIds(definition: ProviderDefinition): void {
  const byName = new Map<string, Quirk>();
  for (const quirk of [...(definition.quirks ?? []), ...definition.models.flatMap(({ quirks }) => quirks ?? [])]) {
    const name = quirkName(quirk);
    const other = byName.get(name) ?? quirk;
    if (other !== quirk) throw new Error(`Two of its quirks have the id ${name}: give each an id of its own.`);
    byName.set(name, quirk);
  }
}
