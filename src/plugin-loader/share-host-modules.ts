import { register } from 'node:module';

let shared = false;

/**
 * Lets plugins outside the host's tree import the host's SDK. One copy also of tsyringe: a class marked injectable
 * through another copy could not be resolved. From TypeScript, under a test runner that resolves modules itself, this
 * does nothing.
 */
export function shareHostModules(): void {
  if (shared || import.meta.url.endsWith('.ts')) return;
  shared = true;
  register(new URL('resolve-hook.js', import.meta.url), {
    data: {
      'byom/sdk': new URL('../sdk/index.js', import.meta.url).href,
      'byom/sdk/audits': new URL('../sdk/audits/provider-audits.js', import.meta.url).href,
      'byom/openai-compatible': new URL('../openai-compatible/openai-compatible.js', import.meta.url).href,
      tsyringe: import.meta.resolve('tsyringe'),
    },
  });
}
