import { defineEnum } from './define-enum.js';

export type PluginSource = 'built-in' | 'directory' | 'package';

export const PluginSourceEnum = defineEnum<PluginSource>('PluginSource', 'Where a provider plugin was found.', {
  'built-in': 'Shipped with the server.',
  directory: 'In the folder that BYOM_PLUGIN_DIR names.',
  package: 'In an npm package that BYOM_PLUGINS names.',
});
