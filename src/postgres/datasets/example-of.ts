import type { Example, NewExample } from '../../datasets/dataset-store.js';

/** The id that a customer did not give is the example's place. */
export function exampleOf({ position, example }: { readonly position: number; readonly example: NewExample }): Example {
  return { ...example, id: example.id ?? `#${position + 1}` };
}
