/** The lines of a streamed reply, however its bytes are cut; what follows the last line break was cut off. */
export async function* linesOf({ body }) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body ?? []) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop();
    yield* lines.filter((line) => line !== '');
  }
}
