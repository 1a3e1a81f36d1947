import type { GenerationEvent } from '../../use-cases/generation.js';
import type { GenerationEventType } from './generation-event.type.js';

/** A use case's events in the API's shape. */
export async function* generationEvents(events: AsyncIterable<GenerationEvent>): AsyncGenerator<GenerationEventType> {
  for await (const { delta, generation } of events) {
    yield delta ? { delta: delta.text, reasoningDelta: delta.reasoning, toolCall: delta.toolCall } : { generation };
  }
}
