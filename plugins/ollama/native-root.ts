/** The root of Ollama's own API, whichever of its addresses a user knows: with `/v1`, with `/api`, or bare. */
export const nativeRoot = (baseUrl: string): string => baseUrl.replace(/\/(v1|api)(\/chat(\/completions)?)?\/?$/, '');
