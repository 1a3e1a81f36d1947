export const createDatasetMutation = `mutation ($name: String!) {
  createDataset(input: { name: $name }) { id name version } }`;

export interface CreateDatasetResult {
  readonly createDataset: { readonly id: string; readonly name: string; readonly version: number };
}

export const importExamplesMutation = `mutation ($input: ImportExamplesInput!) { importExamples(input: $input) {
  read added duplicates skipped columns nextLine faults { line problem } } }`;

export interface ImportExamplesResult {
  readonly importExamples: {
    readonly read: number;
    readonly added: number;
    readonly duplicates: number;
    readonly skipped: number;
    readonly columns: readonly string[] | null;
    readonly nextLine: number;
    readonly faults: readonly { readonly line: number; readonly problem: string }[];
  };
}

export const datasetQuery = `query ($id: ID!) { dataset(id: $id) {
  id name version size duplicates conflicts createdAt splits { split size } leaks { count examples } previous { id } } }`;

export interface DatasetResult {
  readonly dataset: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly size: number;
    readonly duplicates: number;
    readonly conflicts: number;
    readonly createdAt: string;
    readonly splits: readonly { readonly split: string; readonly size: number }[];
    readonly leaks: { readonly count: number; readonly examples: readonly string[] };
    readonly previous: { readonly id: string } | null;
  } | null;
}

export const datasetsQuery = `query ($name: String, $after: String) { datasets(name: $name, first: 500, after: $after) {
  nodes { id name version size createdAt } pageInfo { hasNextPage endCursor } } }`;

export interface DatasetsResult {
  readonly datasets: {
    readonly nodes: readonly {
      readonly id: string;
      readonly name: string;
      readonly version: number;
      readonly size: number;
      readonly createdAt: string;
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

export const deleteDatasetMutation = `mutation ($id: ID!) { deleteDataset(id: $id) }`;
