import { createHash } from 'node:crypto';

/** Nine letters and digits, which is all that Mistral's models take. */
const short = /^[a-zA-Z0-9]{9}$/;
const allowed = /^[\w-]{1,64}$/;

/** An id of a tool's call as the model takes it; the same for a call and for its result. */
export function toolUseId(id: string, model: string): string {
  if ((model.includes('mistral.') ? short : allowed).test(id)) return id;
  const digest = createHash('sha256').update(id).digest('hex');
  return model.includes('mistral.') ? digest.slice(0, 9) : `call_${digest.slice(0, 24)}`;
}
