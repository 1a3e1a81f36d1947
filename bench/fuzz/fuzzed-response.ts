import type { SeededRandom } from '../../src/optimization/seeded-random.js';
import { bytesOf, responseOf, type AuditReply } from '../../src/sdk/audits/audit-reply.js';
import { ByomError, ProviderError, type ProviderResponse } from '../../src/sdk/index.js';

/** A reply that comes in pieces of any size, empty ones among them, and now and then breaks off or is not wanted any more. */
export function fuzzedResponse(
  reply: AuditReply,
  url: string,
  random: SeededRandom,
  controller: AbortController,
): ProviderResponse {
  const bytes = bytesOf(reply);
  const largest = 1 + random.below(random.below(2) === 0 ? 4 : 400);
  const fate = random.below(40);
  const end = fate < 2 ? random.below(bytes.length + 1) : bytes.length;
  const failure = () => {
    if (fate === 0) return new ProviderError('PROVIDER_UNREACHABLE', 'The connection to the provider broke.');
    const reason = new ByomError('CANCELLED', 'It was cancelled.');
    controller.abort(reason);
    return reason;
  };
  async function* pieces(): AsyncGenerator<Uint8Array, void, void> {
    for (let at = 0; at < end;) {
      const size = random.below(10) === 0 ? 0 : 1 + random.below(largest);
      yield bytes.slice(at, Math.min(at + size, end));
      at += size;
    }
    if (fate < 2) throw failure();
  }
  const response = responseOf(reply, url);
  const read = async () => {
    if (fate < 2) throw failure();
    return response.text();
  };
  return {
    ...response,
    body: { [Symbol.asyncIterator]: pieces },
    text: read,
    json: async () => JSON.parse(await read()) as unknown,
  };
}
