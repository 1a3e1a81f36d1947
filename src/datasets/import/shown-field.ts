/** A field's or column's name as an error may say it: identifiers alone, since a header may be a row of data. */
export function shownField(name: string): string | undefined {
  return /^[\w./:-]{1,128}$/.test(name) ? name : undefined;
}

export function quotedField(name: string): string {
  const shown = shownField(name);
  return shown === undefined ? 'a field of the mapping' : `\`${shown}\``;
}
