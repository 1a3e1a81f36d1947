import type { OpenAICompatibleOptions } from 'byom/openai-compatible';
import type { CompletionReport } from 'byom/sdk';
import { losesMetadata, searches } from './amend-body.js';

const seed: CompletionReport = {
  quirk: 'seed-best-effort',
  parameter: 'seed',
  reason: 'The provider tries to repeat an answer by its seed, and does not promise it.',
  lossless: true,
};
const search: CompletionReport = {
  quirk: 'deep-research-needs-search',
  parameter: 'tools',
  reason: 'The model works only with a way to search: web search was added, which the provider bills beside tokens.',
  lossless: false,
};
const tier: CompletionReport = {
  quirk: 'service-tier-answered',
  parameter: 'providerOptions',
  reason: 'Another service tier than the one asked for gave this answer, at its own price.',
  lossless: false,
};
const metadata: CompletionReport = {
  quirk: 'metadata-needs-store',
  parameter: 'providerOptions',
  reason: 'Metadata is kept with stored answers alone, so it was left out: give store: true too.',
  lossless: false,
};
/** `fast` is another name of `priority`, and `auto` leaves the choice to the provider. */
const alike = new Map([['fast', 'priority']]);

/** What the customer should know of an answer. */
export const notice: NonNullable<OpenAICompatibleOptions['notice']> = (request, { serviceTier }) => {
  const asked = request.providerOptions?.['service_tier'];
  const wanted = typeof asked === 'string' ? (alike.get(asked) ?? asked) : 'auto';
  return [
    ...(request.parameters.seed === undefined ? [] : [seed]),
    ...(searches(request.model) ? [search] : []),
    ...(losesMetadata(request) ? [metadata] : []),
    ...(wanted === 'auto' || serviceTier === undefined || serviceTier === wanted ? [] : [tier]),
  ];
};
