import type { GraphQLClient } from 'graphql-request';
import { UsageError } from '../usage-error.js';

export interface SampledExample {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
}

interface SampleResult {
  readonly dataset: {
    readonly name: string;
    readonly size: number;
    readonly examples: { readonly nodes: readonly SampledExample[] };
  } | null;
}
export const sampleQuery = /* GraphQL */ `
  query DatasetSample($id: ID!) {
    dataset(id: $id) {
      id
      name
      size
      examples(first: 200) {
        nodes {
          id
          inputs
          expected
        }
      }
    }
  }
`;

/** The first examples of a dataset, to see what its prompt needs. */
export async function datasetSample(client: GraphQLClient, id: string): Promise<NonNullable<SampleResult['dataset']>> {
  const { dataset } = await client.request<SampleResult>(sampleQuery, { id });
  if (dataset === null) throw new UsageError('There is no dataset of yours with this id: see `byom dataset list`.');
  if (dataset.size === 0) throw new UsageError('There are no examples in it.');
  return dataset;
}
