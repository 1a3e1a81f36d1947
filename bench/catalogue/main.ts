import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { parseCatalogueFile, type CatalogueFile } from '../../src/catalogue/catalogue-file.js';
import { findPackageRoot } from '../../src/cli/find-package-root.js';
import { applyChanges, isApplied } from './apply-changes.js';
import { compareModels } from './compare-models.js';
import { readList } from './read-list.js';
import { reportChanges } from './report-changes.js';

const help = `npm run catalogue -- [--from package|FILE] [--provider ID]... [--as-of DATE] [--add] [--write]

Compares src/catalogue/data with a list of prices that somebody else keeps, and says what is different: models whose
price or window changed, models to add, and models that the list does not have.

  --from package    the installed package @pydantic/genai-prices (what is left out); npm update brings a newer one
  --from FILE       one file of ours, PROVIDER.json, or the JSON behind that package
  --provider ID     only this provider; may be given again (all that have a file where left out)
  --as-of DATE      when the list was published (today where left out; a file of ours says so itself)
  --add             also take models that we do not have
  --write           change the files; without it nothing is

Never changed: what was read at the provider's own (a source that begins with https://), what was read no earlier than
the list was published, limits of answers, features and ends, which such lists do not have, and windows that differ by
less than 5%, which lists round. Nothing is removed: a list that lacks a model is no proof that it is gone.
`;

const root = path.join(fileURLToPath(findPackageRoot()), 'src/catalogue/data');
const today = new Date().toISOString().slice(0, 10);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: 'package' },
      provider: { type: 'string', multiple: true },
      'as-of': { type: 'string', default: today },
      add: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return tell(help);
  if (!/^\d{4}-\d\d-\d\d$/.test(values['as-of'])) throw new Error('--as-of must be a date such as 2026-11-23.');
  const list = await readList(values.from, values['as-of']);
  const known = readdirSync(root).map((name) => path.basename(name, '.json'));
  tell(`${list.name}, published on ${list.asOf}`);
  let applied = 0;
  for (const provider of values.provider ?? known) {
    const name = path.join(root, `${provider}.json`);
    const file = readFile(name, list);
    if (list.modelsOf(provider) === undefined) {
      tell(`${provider}: not in the list`);
      continue;
    }
    const changes = compareModels(file, list, provider);
    tell(reportChanges(provider, changes, values));
    const count = changes.filter((change) => isApplied(change, values)).length;
    applied += count;
    if (values.write && count > 0) await write(name, applyChanges(file, changes, values));
  }
  tell(values.write ? `${applied} changes written.` : `${applied} changes to write with --write.`);
}

function readFile(
  name: string,
  { asOf, name: source }: { readonly asOf: string; readonly name: string },
): CatalogueFile {
  return existsSync(name) ? parseCatalogueFile(readFileSync(name, 'utf8')) : { asOf, source, models: [] };
}

async function write(name: string, file: CatalogueFile): Promise<void> {
  const text = await format(JSON.stringify(file), { ...(await resolveConfig(name)), parser: 'json' });
  parseCatalogueFile(text);
  writeFileSync(name, text);
}

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
