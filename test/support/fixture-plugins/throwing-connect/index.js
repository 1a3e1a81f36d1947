export default {
  id: 'throwing-connect',
  name: 'Throwing connect',
  sdkVersion: 1,
  auth: { kind: 'none' },
  models: [{ matches: '*' }],
  connect() {
    throw new Error('No licence file.');
  },
};
