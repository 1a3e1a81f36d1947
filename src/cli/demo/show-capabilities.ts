import type { GraphQLClient } from 'graphql-request';
import { modelQuery, type ModelResult, providersQuery, type ProvidersResult } from './capability-documents.js';
import { heading, say, table } from '../terminal.js';

const number = (value: number | null) => (value === null ? '' : String(value));

function range(min: number | null, max: number | null): string {
  return min === null && max === null ? '' : `${number(min)} to ${number(max)}`;
}

/** Prints the providers, and all that is known of one model. */
export async function showCapabilities(client: GraphQLClient, ref: string): Promise<void> {
  const { providers } = await client.request<ProvidersResult>(providersQuery);
  heading('Providers');
  say(
    table(
      ['id', 'name', 'key', 'listed models'],
      providers.map((one) => [one.id, one.name, one.credentialRequired ? 'needed' : 'not needed', one.models.length]),
    ),
  );
  const { model } = await client.request<ModelResult>(modelQuery, { ref });
  if (model === null) return;
  heading(`What the server knows of ${model.ref}`);
  const { price } = model;
  say(`  ${model.name}`);
  say(
    `  context window ${model.contextWindow ?? 'unknown'}, output at most ${model.maxOutputTokens ?? 'unknown'} tokens`,
  );
  say(
    `  price ${price === null ? 'unknown' : `$${price.inputPerMillion} in, $${price.outputPerMillion} out, for a million tokens`}`,
  );
  say(`  features ${model.features.join(', ').toLowerCase() || 'none'}\n`);
  say(
    table(
      ['parameter', 'taken', 'range', 'default', 'items at most', 'values'],
      model.parameters.map((one) => [
        one.name,
        one.supported ? 'yes' : 'no',
        range(one.min, one.max),
        number(one.default),
        number(one.maxItems),
        (one.values ?? []).join(' '),
      ]),
    ),
  );
  if (model.quirks.length > 0) say('\n  Quirks');
  for (const quirk of model.quirks) say(`  - ${quirk.id}: ${quirk.description}`);
}
