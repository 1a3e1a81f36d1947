export default {
  id: 'half-adapter',
  name: 'Half an adapter',
  sdkVersion: 1,
  auth: { kind: 'none' },
  models: [{ matches: '*' }],
  connect: () => ({ prepare() {} }),
};
