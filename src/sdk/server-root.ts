/** The root of a server of one's own, whichever of its addresses a user knows: bare, with `/v1`, `/api`, or a path in it. */
export const serverRoot = (baseUrl: string): string =>
  baseUrl.replace(/(\/api)?(\/v\d)?(\/chat(\/completions)?|\/models)?\/*$/, '');
