export default {
  id: 'bad-shape',
  sdkVersion: 1,
  auth: { kind: 'cookie' },
  models: [],
  connect: 'later',
};
