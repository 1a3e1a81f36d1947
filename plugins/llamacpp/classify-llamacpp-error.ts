interface LlamacppError {
  readonly type?: string;
  readonly message: string;
}

/** What refusals mean that older builds give as faults of the server, and all of them in words alone. */
const meanings = [
  {
    wording: /--jinja/,
    code: 'UNSUPPORTED_FEATURE',
    message: 'This llama-server takes no tools: start it with --jinja.',
  },
  {
    wording: /(image|audio) input is not supported|mmproj/i,
    code: 'UNSUPPORTED_FEATURE',
    message: 'This llama-server sees no images: start it with --mmproj, and a model that does.',
  },
  {
    wording: /failed to (parse grammar|initialize samplers)|json[_ ]schema.{0,40}(conversion|failed|unsupported)/i,
    code: 'UNSUPPORTED_FEATURE',
    message: 'llama-server cannot make a grammar of this JSON Schema: make it simpler.',
  },
  {
    wording: /system role not supported|roles must alternate|only user and assistant roles|jinja exception/i,
    code: 'UNSUPPORTED_FEATURE',
    message: "The model's chat template refuses these roles or their order: change the messages, or --chat-template.",
  },
  {
    wording:
      /exceeds the available context|context shift is disabled|context size (has been )?exceeded|input is too large to process/i,
    code: 'CONTEXT_WINDOW_EXCEEDED',
    message: 'The input does not fit the window of a slot of llama-server: shorten it, or start it with a larger -c.',
  },
  {
    wording: /failed to download image|invalid url/i,
    code: 'PROVIDER_REJECTED',
    message: 'llama-server could not read an image: give it as base64.',
  },
] as const;

export function classifyLlamacppError(status: number, { type, message }: LlamacppError) {
  if (type === 'exceed_context_size_error') {
    return {
      code: 'CONTEXT_WINDOW_EXCEEDED' as const,
      message: 'The input does not fit the window of a slot of llama-server: shorten it, or start it with a larger -c.',
    };
  }
  if (type === 'unavailable_error' && /loading model/i.test(message)) {
    return {
      code: 'PROVIDER_OVERLOADED' as const,
      message: 'llama-server is loading its model: try again in a while.',
    };
  }
  return status === 400 || status === 500 ? meanings.find(({ wording }) => wording.test(message)) : undefined;
}
