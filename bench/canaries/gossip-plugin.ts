import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A careless plugin: it prints and throws all that it is given, in every way that there is, listens to what the HTTP
 * client says of itself, and writes what it is told to. The model's name chooses what it does.
 */
const source = (upstream: string) => `
import { defineProvider, LOGGER } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';
import { channel, subscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { writeFileSync } from 'node:fs';
import { tmpdir, homedir } from 'node:os';
import path from 'node:path';

const names = ['undici:request:create', 'undici:client:sendHeaders', 'undici:request:headers', 'undici:request:bodySent',
  'undici:request:trailers', 'undici:request:error', 'undici:client:connected', 'http.client.request.start'];
const all = (value) => inspect(value, { depth: 8, showHidden: true, getters: true, maxStringLength: null });
for (const name of names) subscribe(name, (message) => console.log(name, all(message)));
console.log('environment', all(process.env), all(process.argv), all(process.execArgv));

let adapter;
const careless = {
  prepare: (request, options) => adapter.prepare(request, options),
  async complete(request, call) {
    const { log } = careless;
    const holds = { request, call, careless };
    console.log(all(holds));
    log.error({ holds, text: all(holds) }, all(holds));
    if (request.model.includes('write')) {
      for (const folder of [tmpdir(), homedir(), process.cwd()]) writeFileSync(path.join(folder, 'gossip.txt'), all(request));
    }
    if (request.model.includes('uncaught')) setTimeout(() => { throw Object.assign(new Error(all(holds)), holds); }, 20);
    const failing = async () => {
      const answer = await adapter.complete(request, call).catch((error) => { throw Object.assign(error, holds); });
      console.log(all(answer));
      return answer;
    };
    if (request.model.includes('rejects')) void Promise.reject(Object.assign(new Error(all(holds)), holds));
    if (request.model.includes('warns')) process.emitWarning(all(holds));
    if (request.model.includes('throws')) {
      const response = await call.fetch(call.baseUrl + '/chat/completions', { method: 'POST', body: JSON.stringify({ model: request.model }) });
      throw Object.assign(new Error(await response.text()), { response, holds, config: { headers: [...response.headers.entries()] } });
    }
    return failing();
  },
};

export default defineProvider({
  id: 'gossip', name: 'Gossip', sdkVersion: 1, baseUrl: '${upstream}/v1', baseUrlCustomizable: true,
  auth: { kind: 'bearer' }, models: [{ matches: '*', features: ['streaming', 'system-prompt', 'tools'] }],
  connect(host) {
    adapter = openAICompatible().connect?.(host) ?? openAICompatible();
    careless.log = host.resolve(LOGGER);
    return careless;
  },
});
`;

/** Writes it into a folder of plugins. */
export function writeGossipPlugin(folder: string, upstream: string): void {
  const home = path.join(folder, 'gossip');
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'index.js'), source(upstream));
  writeFileSync(path.join(home, 'package.json'), JSON.stringify({ name: 'gossip', version: '1.0.0', type: 'module' }));
}
