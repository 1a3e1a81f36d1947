type Headers = Readonly<Record<string, string>>;

/** As long as the shortest digest in use. */
const shortest = 32;

/** What authentication added to a request's headers: a signature serves whoever reads it for as long as it is valid. */
export const derivedSecrets = (before: Headers, after: Headers): readonly string[] =>
  Object.entries(after)
    .filter(([name, value]) => before[name] !== value)
    .flatMap(([, value]) => value.split(/[\s,;="]+/).filter((part) => part.length >= shortest));
