export default {
  id: 'manifest-entry',
  name: 'Manifest entry',
  sdkVersion: 1,
  auth: { kind: 'none' },
  models: [{ matches: '*' }],
  connect: () => ({ prepare() {}, complete() {} }),
};
