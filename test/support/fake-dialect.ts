export type FakeDialect = 'openai' | 'anthropic' | 'groq' | 'baseten' | 'ollama' | 'compatible';

/** An answer in full; a string stands for its text. */
export interface FakeAnswer {
  readonly text?: string;
  readonly reasoning?: string;
  readonly refusal?: string;
  readonly toolCalls?: readonly { readonly id: string; readonly name: string; readonly arguments: unknown }[];
  readonly usage?: {
    readonly input: number;
    readonly cached?: number;
    readonly output: number;
    readonly reasoning?: number;
  };
}

export interface FakeMessage {
  readonly role: string;
  readonly content: string;
}

export interface FakeRefusal {
  readonly status: number;
  readonly message: string;
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
  /** In place of the dialect's own error shape. */
  readonly body?: unknown;
}

export interface FakeReply {
  readonly id: string;
  readonly body: any;
  readonly answer: FakeAnswer;
  /** Tokens read. */
  readonly input: number;
}

/** How one API spells its replies. */
export interface FakeDialectReplies {
  messages(body: any): FakeMessage[];
  headers(id: string): Record<string, string>;
  reply(reply: FakeReply): unknown;
  emptyReply(reply: FakeReply): unknown;
  /** The bytes of a stream, an event each. */
  events(reply: FakeReply): string[];
  errorEvent(id: string): string;
  error(status: number, refused: FakeRefusal | undefined, id: string): unknown;
}

/** Text of a message's content, whether a string or a list of parts. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: any) => (typeof part?.text === 'string' ? part.text : contentText(part?.content))).join('');
}

/** A token is four characters here; an output limit cuts the text. */
export function limited(text: string, limit: unknown): { text: string; cut: boolean; tokens: number } {
  const tokens = Math.max(1, Math.ceil(text.length / 4));
  if (typeof limit !== 'number' || tokens <= limit) return { text, cut: false, tokens };
  return { text: text.slice(0, limit * 4), cut: true, tokens: limit };
}

/** The text in pieces of a few characters, so that a stream has several. */
export function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,12}/g) ?? [];
}
