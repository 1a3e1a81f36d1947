import { randomBytes } from 'node:crypto';
import type { CanaryScanner } from './canary-scanner.js';
import type { CanaryWorld } from './canary-world.js';
import { generateDocument } from './stored-key-ways.js';

const prefix = 'planted in ';

/** True for the way of what was planted, or looked for where it has to be. */
export const isPlanted = (way: string): boolean => way.startsWith(prefix);

/** What a customer may well write down and read again, in every sink: where it is not found, no key would be either. */
export class PlantedLeaks {
  /** For the server's own environment. */
  readonly environment: Readonly<Record<string, string>>;

  constructor(private readonly scanner: CanaryScanner) {
    this.environment = { PLANTED: this.make('processes') };
  }

  /** Something that looks like a key and is to be found in a sink. */
  make(sink: string): string {
    const text = `sk_planted_${randomBytes(20).toString('hex')}`;
    this.scanner.watch(prefix + sink, { shape: 'planted', secrets: [text] });
    return text;
  }

  async plant({ client }: CanaryWorld): Promise<void> {
    // Names that a document gives are the names in its answer.
    const aliased = (sink: string) => ({ query: `{ ${this.make(sink)}: viewer { id } }` });
    await client.ask(aliased('responses'));
    await client.stream(aliased('event streams'));
    await client.socket(aliased('sockets'));
    for (const sink of ['tables', 'statement log', 'write-ahead log', 'database files']) {
      await client.ask({
        query: 'mutation ($input: SavePromptInput!) { savePrompt(input: $input) { id } }',
        variables: { input: { name: 'planted', prompt: { user: this.make(sink) } } },
      });
    }
    for (const [sink, model] of [
      ['output', 'gossip/silence'],
      ['other files', 'gossip/write'],
    ] as const) {
      const messages = [{ role: 'USER', content: this.make(sink) }];
      const credential = { provider: 'gossip', apiKey: 'sk-of-nobody-0123456789' };
      await client.ask({ query: generateDocument, variables: { input: { model, messages, credential } } });
    }
  }

  /** Of these, the sinks in which what was planted was not found. */
  blind(sinks: readonly string[]): readonly string[] {
    return sinks.filter((sink) => !this.scanner.found.some((one) => one.way === prefix + sink && one.sink === sink));
  }
}
