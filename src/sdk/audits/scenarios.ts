import type { CompletionRequest, ToolCall } from '../completion.js';
import type { JsonObject, JsonValue } from '../json.js';

/** A request but for its model. */
export type ScenarioRequest = Omit<CompletionRequest, 'model'>;

const asked = (content: string): ScenarioRequest => ({ messages: [{ role: 'user', content }], parameters: {} });

/** A red pixel. */
export const redPixelPng =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

const weatherQuestion: ScenarioRequest = {
  ...asked('What is the weather in Paris and in Oslo?'),
  tools: [
    {
      name: 'get_weather',
      description: 'The weather of a city.',
      schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  ],
};

const resultOf: Readonly<Record<string, string>> = { Paris: '18 degrees, sunny', Oslo: '7 degrees, rain' };

/** The four requests that every provider is asked alike, and the uniform results that all of them must come to. */
export const scenarios = {
  streamed: { request: asked('Say hello.') },
  tools: {
    request: weatherQuestion,
    /** What the calls hold, in their order; Paris alone where the provider calls one tool at a time. */
    arguments: [{ city: 'Paris' }, { city: 'Oslo' }] as readonly JsonObject[],
    /** The request that brings the tool's results. */
    answering: (toolCalls: readonly ToolCall[], text = ''): ScenarioRequest => ({
      ...weatherQuestion,
      messages: [
        ...weatherQuestion.messages,
        { role: 'assistant', content: text, toolCalls },
        ...toolCalls.map(({ id, arguments: given }) => ({
          role: 'tool' as const,
          toolCallId: id,
          content: resultOf[cityOf(given)] ?? 'unknown',
        })),
      ],
    }),
    text: 'Paris: 18 degrees, sunny. Oslo: 7 degrees, rain.',
  },
  json: {
    request: {
      ...asked('Ada is 36 years old.'),
      responseFormat: {
        kind: 'json-schema',
        name: 'person',
        schema: {
          type: 'object',
          properties: { name: { type: 'string' }, age: { type: 'integer' } },
          required: ['name', 'age'],
          additionalProperties: false,
        },
      },
    } as ScenarioRequest,
    answer: { name: 'Ada', age: 36 } as JsonObject,
  },
  image: {
    request: {
      messages: [
        {
          role: 'user',
          content: 'What is in the picture?',
          images: [{ base64: redPixelPng, mediaType: 'image/png' }],
        },
      ],
      parameters: {},
    } as ScenarioRequest,
    text: 'A red square.',
  },
} as const;

function cityOf(given: JsonValue): string {
  const city = typeof given === 'object' && given !== null && 'city' in given ? given.city : undefined;
  return typeof city === 'string' ? city : '';
}
