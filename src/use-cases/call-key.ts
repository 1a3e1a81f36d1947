import { createHash } from 'node:crypto';
import stringify from 'safe-stable-stringify';
import type { CallSpec } from './call-spec.js';

/** The content address of what is asked: equal for equal questions to the same model of the same endpoint. */
export function callKeyOf(
  spec: Pick<CallSpec, 'model' | 'credential' | 'request' | 'onUnsupported' | 'onOverflow' | 'sample'>,
): string {
  const { model, credential, request, onUnsupported, onOverflow, sample = 0 } = spec;
  const content = { model: model.ref, origin: credential.origin, request, onUnsupported, onOverflow, sample };
  return createHash('sha256').update(stringify(content)).digest('hex');
}
