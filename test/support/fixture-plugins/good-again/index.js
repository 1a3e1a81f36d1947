export default {
  id: 'good',
  name: 'Good again',
  sdkVersion: 1,
  auth: { kind: 'none' },
  models: [{ matches: '*' }],
  connect: () => ({ prepare() {}, complete() {} }),
};
