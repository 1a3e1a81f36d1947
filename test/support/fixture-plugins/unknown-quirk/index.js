export default {
  id: 'unknown-quirk',
  name: 'Unknown quirk',
  sdkVersion: 1,
  auth: { kind: 'none' },
  models: [{ matches: '*', quirks: [{ kind: 'limited-imagination', most: 4 }] }],
  connect: () => ({ prepare() {}, complete() {} }),
};
