import type { ToolChoice } from '../../sdk/index.js';
import { defineEnum } from './define-enum.js';

export const ToolChoiceModeEnum = defineEnum<ToolChoice['mode']>(
  'ToolChoiceMode',
  'Whether the model may, must or must not call a tool.',
  {
    auto: 'The model decides.',
    none: 'It may call none.',
    required: 'It must call at least one.',
    tool: 'It must call the one named in `tool`.',
  },
);
