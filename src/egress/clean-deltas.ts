import type { CompletionDelta } from '../sdk/index.js';

type Tell = (delta: CompletionDelta) => void;
interface Stream {
  push(piece: string): string;
  end(): string;
}
type Piece = (text: string) => CompletionDelta;
const piecesOf: { readonly text: Piece; readonly reasoning: Piece } = {
  text: (text) => ({ text }),
  reasoning: (reasoning) => ({ reasoning }),
};

/**
 * Tells pieces of an answer on with no secret in them, nor in what they make together: the pieces of one text may come in
 * many events, so that no search of the bytes finds what was split. `end` tells what was held back.
 */
export function cleanDeltas(streamOf: () => Stream, clean: <T>(value: T) => T, tell: Tell) {
  const open = new Map<string, { readonly stream: Stream; readonly piece: Piece }>();
  const pass = (name: string, piece: Piece, text: string) => {
    let channel = open.get(name);
    if (channel === undefined) open.set(name, (channel = { stream: streamOf(), piece }));
    const told = channel.stream.push(text);
    if (told !== '') tell(channel.piece(told));
  };
  const end = () => {
    for (const [name, { stream, piece }] of open) {
      open.delete(name);
      const rest = stream.end();
      if (rest !== '') tell(piece(rest));
    }
  };
  const onDelta: Tell = ({ text, reasoning, toolArguments, ...others }) => {
    if (reasoning !== undefined) pass('reasoning', piecesOf.reasoning, reasoning);
    if (text !== undefined) pass('text', piecesOf.text, text);
    if (toolArguments !== undefined) {
      const name = clean(toolArguments.name);
      pass(`tool ${name}`, (piece) => ({ toolArguments: { name, text: piece } }), toolArguments.text);
    }
    if (Object.keys(others).length === 0) return;
    // A call stands behind everything that was said before it.
    end();
    tell(clean(others));
  };
  return { onDelta, end };
}
