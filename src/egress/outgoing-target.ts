import { ByomError } from '../sdk/index.js';
import { parseUrl } from '../sdk/parse-url.js';

/** Dot segments, plain or percent-encoded, which a URL's parser would climb up by. */
const climbs = /(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\?#]|$)/i;

// oxlint-disable-next-line no-control-regex
const endOfNothing = /(?<![\u0000-\u0020])[\u0000-\u0020]+$/;

/**
 * Where a request goes: a copy of what the plugin gave, held to the credential's own origin. A model or a deployment of
 * the customer's naming may not lead the request out of the path that the plugin wrote.
 */
export function outgoingTarget(given: string | URL, origin: string): URL {
  const text = typeof given === 'string' ? given : String(given);
  const target = parseUrl(text);
  if (!target) throw new ByomError('INTERNAL', 'A plugin gave an address that is none.');
  if (!/^https?:$/.test(target.protocol) || target.username !== '' || target.password !== '') {
    throw new ByomError('ENDPOINT_BLOCKED', 'Only http and https are sent to, without a user name or a password.');
  }
  if (target.origin !== origin) {
    throw new ByomError('CREDENTIAL_MISMATCH', 'The key may not be sent to another origin than its own.');
  }
  // The parser drops tabs and line breaks, and at the end spaces and control characters: they would hide the dots.
  const path = text
    .replaceAll(/[\t\r\n]/g, '')
    .replace(endOfNothing, '')
    .replace(/^[^:]*:[/\\]*[^/\\?#]*/, '')
    .replace(/[?#].*$/s, '');
  if (climbs.test(path)) {
    throw new ByomError('BAD_USER_INPUT', 'A name in the address of the request holds `.` or `..` as a whole segment.');
  }
  return target;
}
