/** What vLLM's refusals mean whose status and class say only that something is bad, and what helps. */
const meanings = [
  {
    wording: /--enable-auto-tool-choice|--tool-call-parser/,
    code: 'UNSUPPORTED_FEATURE',
    message: 'This vLLM was started without tools: start it with --enable-auto-tool-choice and --tool-call-parser.',
  },
  {
    wording: /longer than the maximum model length/i,
    code: 'CONTEXT_WINDOW_EXCEEDED',
    message: "The input does not fit the model's context window (--max-model-len): shorten it.",
  },
  {
    wording: /at most \d+ (image|video|audio)/i,
    code: 'UNSUPPORTED_FEATURE',
    message: 'This vLLM takes fewer images in a request: start it with a higher --limit-mm-per-prompt.',
  },
  {
    wording: /is not a multimodal model|unknown model type.{0,40}image/i,
    code: 'UNSUPPORTED_FEATURE',
    message: 'This model of vLLM sees no images.',
  },
  {
    wording: /not supported by xgrammar|(unsupported|invalid) (json )?(schema|grammar)|grammar compilation/i,
    code: 'UNSUPPORTED_FEATURE',
    message: 'vLLM cannot hold the model to this JSON Schema: make it simpler.',
  },
  {
    wording: /system role not supported/i,
    code: 'UNSUPPORTED_FEATURE',
    message: "The model's chat template has no system role: put what it says into the first user message.",
  },
  {
    wording: /roles must alternate|only user and assistant roles/i,
    code: 'UNSUPPORTED_FEATURE',
    message: "The model's chat template wants turns of user and assistant in alternation.",
  },
  {
    wording: /default chat template is no longer allowed|must provide a chat template/i,
    code: 'UNSUPPORTED_FEATURE',
    message: 'The model has no chat template: start vLLM with --chat-template.',
  },
] as const;

export const classifyVllmError = (status: number, { message }: { readonly message: string }) =>
  status === 400 ? meanings.find(({ wording }) => wording.test(message)) : undefined;
