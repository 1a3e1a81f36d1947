import { ProviderError, type JsonObject, type ProviderResponse } from 'byom/sdk';

const mostLineCharacters = 4 * 1024 * 1024;

/** The JSON objects of a reply, one a line, however its bytes are cut; a whole reply is one such line. */
export async function* readOllamaLines({ body }: ProviderResponse): AsyncGenerator<JsonObject, void, void> {
  const decoder = new TextDecoder();
  // Joined only where a line may be whole, so that many small pieces cost no more than a few large ones.
  let pieces: string[] = [];
  let waiting = 0;
  for await (const bytes of body ?? []) {
    const text = decoder.decode(bytes, { stream: true });
    pieces.push(text);
    waiting += text.length;
    if (text.includes('\n')) {
      const lines = pieces.join('').split('\n');
      pieces = [lines.pop() ?? ''];
      waiting = pieces[0]!.length;
      for (const line of lines) if (line.trim() !== '') yield parsed(line);
    }
    if (waiting > mostLineCharacters) throw noLine();
  }
  const rest = pieces.join('') + decoder.decode();
  if (rest.trim() !== '') yield parsed(rest);
}

function parsed(line: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // The cause would quote the line.
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw noLine();
}

const noLine = () => new ProviderError('PROVIDER_PROTOCOL', 'Ollama answered with something that is no line of JSON.');
