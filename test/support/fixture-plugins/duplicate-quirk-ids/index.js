export default {
  id: 'duplicate-quirk-ids',
  name: 'Duplicate quirk ids',
  sdkVersion: 1,
  auth: { kind: 'none' },
  quirks: [{ kind: 'limited-range', parameter: 'topP', max: 0.9 }],
  models: [{ matches: '*', quirks: [{ kind: 'limited-range', parameter: 'topP', max: 0.8 }] }],
  connect: () => ({ prepare() {}, complete() {} }),
};
