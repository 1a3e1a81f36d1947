/** Undefined where it is none. `URL.canParse`, once V8 has optimised it, misreads letters of Latin-1 beyond ASCII. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
