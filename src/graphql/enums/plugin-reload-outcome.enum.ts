import { defineEnum } from './define-enum.js';

export type PluginReloadOutcome = 'loaded' | 'replaced' | 'refused';

export const PluginReloadOutcomeEnum = defineEnum<PluginReloadOutcome>(
  'PluginReloadOutcome',
  'What became of a plugin that was taken up again.',
  {
    loaded: 'It is new, and serves.',
    replaced: 'It serves in place of the version before it, which ends with the last request on it.',
    refused: 'It is not taken; the version before it, if there was one, goes on serving.',
  },
);
