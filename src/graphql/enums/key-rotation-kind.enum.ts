import type { RotationKind } from '../../use-cases/rotate-keys.js';
import { defineEnum } from './define-enum.js';

export const KeyRotationKindEnum = defineEnum<RotationKind>('KeyRotationKind', 'Which keys are replaced.', {
  'key-encryption':
    'The key-encryption key: every data key is wrapped under a new version, and the former is destroyed.',
  data: "The tenants' data keys: every stored key is sealed under a new one, and the former is destroyed.",
});
