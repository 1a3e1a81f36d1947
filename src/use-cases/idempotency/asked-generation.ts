import type { GenerateInput, MessageInput } from '../generate-input.js';
import { askedCredential } from './asked-credential.js';
import { askedFields } from './asked-fields.js';

/** What a `generate` asks, the same for every way to write it down: what is JSON to the customer stays as it is. */
export function askedGeneration(input: GenerateInput): object {
  const { messages, parameters, responseFormat, tools, toolChoice, credential, onUnsupported, onOverflow } = input;
  return askedFields({
    ...input,
    idempotencyKey: undefined,
    messages: messages.map(askedMessage),
    parameters: parameters && askedFields(parameters),
    responseFormat: responseFormat?.kind === 'text' ? undefined : responseFormat && askedFields(responseFormat),
    tools: tools?.map((tool) => Object.assign(askedFields(tool), { schema: tool.schema })),
    toolChoice: toolChoice && askedFields(toolChoice),
    credential: credential && askedCredential(credential),
    onUnsupported: onUnsupported === 'adapt' ? undefined : onUnsupported,
    onOverflow: onOverflow === 'reject' ? undefined : onOverflow,
  });
}

const askedMessage = (message: MessageInput): object =>
  askedFields({ ...message, cache: message.cache || undefined, images: message.images?.map(askedFields) });
