import { createHmac } from 'node:crypto';

export const signatureHeader = 'x-byom-signature';

/** `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`: whoever knows the secret can tell who wrote the body, and when. */
export function bodySignature(secret: string, body: string, seconds = Math.floor(Date.now() / 1000)): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
}
