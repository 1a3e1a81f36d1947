/** How the package says which ids it means. */
export type MatchLogic =
  | { readonly equals: string }
  | { readonly starts_with: string }
  | { readonly ends_with: string }
  | { readonly contains: string }
  | { readonly regex: string }
  | { readonly or: readonly MatchLogic[] }
  | { readonly and: readonly MatchLogic[] };

export function matchLogic(logic: MatchLogic, id: string): boolean {
  if ('or' in logic) return logic.or.some((one) => matchLogic(one, id));
  if ('and' in logic) return logic.and.every((one) => matchLogic(one, id));
  if ('equals' in logic) return id === logic.equals;
  if ('starts_with' in logic) return id.startsWith(logic.starts_with);
  if ('ends_with' in logic) return id.endsWith(logic.ends_with);
  if ('contains' in logic) return id.includes(logic.contains);
  return new RegExp(logic.regex).test(id);
}
