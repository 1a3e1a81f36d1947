export default { id: 'wrong-sdk-version', sdkVersion: 2, everything: 'else may differ too' };
