import { Server, type Socket } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { secretForms } from '../../src/egress/secret-forms.js';

export interface PoisonWatch {
  /** That arrived at servers of this process, but for BYOM's own. */
  readonly requests: number;
  readonly bytes: number;
  /** Where poison was: `POST /v1/chat, headers`. */
  readonly found: readonly string[];
  stop(): void;
}

/** BYOM itself, which tests call as its clients. */
const own = /^\/(graphql|health)\b/;

/** Looks at every byte that any server in this process is sent, HTTP or not, for a text that may be nowhere. */
export function watchForPoison(marker: string): PoisonWatch {
  const forms = secretForms(marker);
  const longest = Math.max(...forms.map((form) => form.length));
  const state = { requests: 0, bytes: 0, found: [] as string[] };
  /** Looks over pieces of one text as they come. */
  const looking = (where: string) => {
    let rest = '';
    return (piece: string) => {
      state.bytes += Buffer.byteLength(piece);
      const text = rest + piece;
      if (forms.some((form) => text.includes(form))) state.found.push(where);
      rest = text.slice(1 - longest);
    };
  };
  /** Both kinds of streams are pushed what arrives. */
  const lookAt = (stream: Socket | IncomingMessage, where: string) => {
    const look = looking(where);
    const push = stream.push.bind(stream);
    stream.push = (piece: Buffer | string | null, encoding?: BufferEncoding) => {
      if (piece !== null) look(piece.toString('latin1'));
      return push(piece, encoding);
    };
  };
  const take = (event: string | symbol, first: unknown, http: boolean) => {
    if (event === 'request' || event === 'upgrade') {
      const request = first as IncomingMessage;
      const { method, url = '', rawHeaders } = request;
      if (own.test(url)) return;
      const where = `${method} ${url.replaceAll(marker, '[poison]')}`;
      state.requests += 1;
      looking(`${where}, URL`)(url);
      looking(`${where}, headers`)(rawHeaders.join('\n'));
      lookAt(request, `${where}, body`);
    }
    if (event === 'connection' && !http) {
      state.requests += 1;
      lookAt(first as Socket, 'a connection');
    }
  };

  const prototype = Server.prototype as { emit: (event: string | symbol, ...args: unknown[]) => boolean };
  const before = Object.getOwnPropertyDescriptor(prototype, 'emit');
  const { emit } = prototype;
  prototype.emit = function (this: Server, event, ...args) {
    // Servers of HTTP have a limit on requests of a socket; others have none.
    take(event, args[0], 'maxRequestsPerSocket' in this || 'maxHeadersCount' in this);
    return emit.call(this, event, ...args);
  };
  const stop = () => {
    if (before) Object.defineProperty(prototype, 'emit', before);
    else delete (prototype as Partial<typeof prototype>).emit;
  };
  return {
    get requests() {
      return state.requests;
    },
    get bytes() {
      return state.bytes;
    },
    get found() {
      return state.found;
    },
    stop,
  };
}
