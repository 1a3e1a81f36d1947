import { channel } from 'node:diagnostics_channel';

/** On these the HTTP client tells whoever in this process subscribes (a plugin, a monitor) of each request, headers and all; sockets lead there too. */
const channels = [
  'undici:request:create',
  'undici:request:bodySent',
  'undici:request:bodyChunkSent',
  'undici:request:bodyChunkReceived',
  'undici:request:headers',
  'undici:request:trailers',
  'undici:request:error',
  'undici:client:sendHeaders',
  'undici:client:beforeConnect',
  'undici:client:connected',
  'undici:client:connectError',
];

/** Requests carry customers' keys and words, so nothing is told of them to anybody. */
export function quietChannels(): void {
  for (const each of channels.map((name) => channel(name))) {
    if (Object.hasOwn(each, 'publish')) continue;
    Object.defineProperties(each, { publish: { value: () => undefined }, hasSubscribers: { value: false } });
  }
}
