import { pathToFileURL } from 'node:url';

/** A plugin's default export. Throws where its module does not load, or not within the time. */
export async function importPlugin(entry: string, timeoutMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Its module did not load within ${timeoutMs} ms.`)), timeoutMs);
  });
  try {
    const loaded = (await Promise.race([import(pathToFileURL(entry).href), late])) as { default?: unknown };
    return loaded.default;
  } finally {
    clearTimeout(timer);
  }
}
