export default {
  id: 'promising-connect',
  name: 'Promising connect',
  sdkVersion: 1,
  auth: { kind: 'none' },
  models: [{ matches: '*' }],
  connect: async () => {
    throw new Error('Nobody waits for this.');
  },
};
