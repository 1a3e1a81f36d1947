import type { Role } from '../../sdk/index.js';
import { defineEnum } from './define-enum.js';

export const RoleEnum = defineEnum<Role>('Role', 'Who speaks in a message.', {
  system: 'Instructions that stand above the conversation.',
  user: 'The one who asks.',
  assistant: 'The model, in an earlier turn.',
  tool: "A tool's answer to a call that the model made.",
});
