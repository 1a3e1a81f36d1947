/** LM Studio says most failures in words alone, under status 400 or 200. */
const meanings = [
  {
    wording:
      /tokens to keep from the initial prompt|trying to keep the first \d+ tokens|cannot truncate prompt with n_keep|context (length|size|window).{0,60}(not enough|exceed)/i,
    code: 'CONTEXT_WINDOW_EXCEEDED',
    message:
      'The input does not fit the context length that LM Studio loaded the model with: shorten it, or load the model with more.',
  },
  {
    wording: /model (is |has been )?unloaded|model has crashed|channel error|failed to load model|operation canceled/i,
    code: 'PROVIDER_OVERLOADED',
    message: 'LM Studio unloaded the model, or it crashed: try again, and look at its log.',
  },
  {
    wording: /invalid model identifier|no models? loaded|model .{0,80}not found/i,
    code: 'UNKNOWN_MODEL',
    message: 'LM Studio does not have this model, or does not load models by itself: download it there, or load it.',
  },
  {
    wording: /unexpected endpoint or method/i,
    code: 'PROVIDER_REJECTED',
    message:
      'LM Studio does not serve this address: the base URL is that of its server, such as http://127.0.0.1:1234.',
  },
  {
    wording: /must be a base64 encoded image/i,
    code: 'PROVIDER_REJECTED',
    message: 'LM Studio could not read an image: give it as base64 of a JPEG or PNG.',
  },
  {
    wording: /does not support images?|not a vision model|vision.{0,30}not supported/i,
    code: 'UNSUPPORTED_FEATURE',
    message: 'This model of LM Studio sees no images.',
  },
  {
    wording: /failed to (parse grammar|initialize samplers)|(unsupported|invalid) json schema/i,
    code: 'UNSUPPORTED_FEATURE',
    message: 'LM Studio cannot hold the model to this JSON Schema, or to those of the tools: make them simpler.',
  },
  {
    wording: /error rendering prompt with jinja template|roles must alternate|system role not supported/i,
    code: 'UNSUPPORTED_FEATURE',
    message: "The model's prompt template refuses these messages or tools: change them, or the template.",
  },
] as const;

export function classifyLmstudioError(status: number, { message }: { readonly message: string }) {
  return status <= 404 || status === 500 ? meanings.find(({ wording }) => wording.test(message)) : undefined;
}
