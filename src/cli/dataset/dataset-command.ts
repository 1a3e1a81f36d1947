import { GraphQLClient } from 'graphql-request';
import { parseArgs } from 'node:util';
import { apiFailure } from '../api-failure.js';
import { serverAccess, serverOptions } from '../server-access.js';
import { UsageError } from '../usage-error.js';
import { say, table } from '../terminal.js';
import { deleteDatasetMutation, datasetsQuery, type DatasetsResult } from './dataset-documents.js';
import { datasetHelp } from './dataset-help.js';
import { importArguments, importOptions } from './import-options.js';
import { runImport } from './run-import.js';
import { showDataset } from './show-dataset.js';

type Values = ReturnType<typeof readArguments>['values'];
type Action = (client: GraphQLClient, operand: string | undefined, values: Values) => Promise<void>;

const actions: Readonly<Record<string, Action>> = {
  import: (client, file, values) => runImport(client, importOptions(file, values)),
  list: async (client, _, { name }) => list(client, name),
  show: (client, id) => showDataset(client, idGiven(id)),
  delete: async (client, id) => {
    await client.request(deleteDatasetMutation, { id: idGiven(id) });
    say('Deleted.');
  },
};

/** `byom dataset ACTION`: talks to a running server over its API. */
export async function datasetCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args);
  const [name = '', operand, ...others] = positionals;
  if (values.help || name === 'help') {
    say(datasetHelp);
    return 0;
  }
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined || others.length > 0) {
    throw new UsageError('Say what to do, with one file or id: see `byom dataset --help`.');
  }
  const { url, token } = serverAccess(values);
  try {
    await action(new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } }), operand, values);
  } catch (error) {
    throw apiFailure(error);
  }
  return 0;
}

function readArguments(args: readonly string[]) {
  try {
    const options = { ...serverOptions, ...importArguments, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    // Without the argument itself: somebody may have put a token there.
    throw new UsageError('An argument is not known or lacks its value: see `byom dataset --help`.');
  }
}

function idGiven(id: string | undefined): string {
  if (id === undefined) throw new UsageError('Name the dataset by its id: `byom dataset list` shows them.');
  return id;
}

async function list(client: GraphQLClient, name: string | undefined): Promise<void> {
  const rows: (string | number)[][] = [];
  for (let after: string | null = null; ;) {
    const { datasets }: DatasetsResult = await client.request<DatasetsResult>(datasetsQuery, { name, after });
    rows.push(...datasets.nodes.map((one) => [one.id, one.name, one.version, one.size, one.createdAt]));
    after = datasets.pageInfo.endCursor;
    if (!datasets.pageInfo.hasNextPage) break;
  }
  say(rows.length === 0 ? 'There are none.' : table(['id', 'name', 'version', 'examples', 'created'], rows));
}
