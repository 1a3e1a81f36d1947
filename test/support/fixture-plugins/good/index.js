import { CLOCK, defineProvider, inject, injectable, LOGGER } from 'byom/sdk';

const name = { label: 'good' };

class Greeter {
  greet() {
    return name.label;
  }
}
injectable()(Greeter);

class GoodAdapter {
  disposed = 0;

  constructor(logger, clock, greeter) {
    this.logger = logger;
    this.clock = clock;
    this.greeter = greeter;
  }

  prepare() {
    return { method: 'POST', path: '/chat', body: { said: this.greeter.greet() } };
  }

  async complete() {
    return { choices: [{ text: this.greeter.greet(), finishReason: 'stop', toolCalls: [] }] };
  }

  dispose() {
    this.disposed += 1;
  }
}
// Parameter decorators written out, since JavaScript has none.
inject(LOGGER)(GoodAdapter, undefined, 0);
inject(CLOCK)(GoodAdapter, undefined, 1);
inject(Greeter)(GoodAdapter, undefined, 2);
injectable()(GoodAdapter);

const shared = { kind: 'unsupported-parameter', parameter: 'topK' };

export default defineProvider({
  id: 'good',
  name: 'Good',
  sdkVersion: 1,
  auth: { kind: 'bearer' },
  baseUrl: 'https://good.example/v1/',
  models: [
    { matches: 'small', contextWindow: 1000, quirks: [shared] },
    { matches: 'large', contextWindow: 2000, quirks: [shared] },
  ],
  connect: (host) => host.resolve(GoodAdapter),
});
