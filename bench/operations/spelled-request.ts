/** What is asked where nothing is said. */
export const query = '{"query":"{ viewer { id } }"}';
export const crlf = '\r\n';

export interface RequestParts {
  readonly token: string;
  readonly host: string;
}

interface Spelled {
  readonly method?: string;
  readonly target?: string;
  readonly version?: string;
  readonly type?: string | null;
  readonly extra?: readonly string[];
  readonly length?: string | null;
  readonly body?: string | Buffer;
}

/** A request as bytes, so that anything in it can be wrong. */
export function spelled({ token, host }: RequestParts, how: Spelled = {}): Buffer {
  const { method = 'POST', target = '/graphql', version = 'HTTP/1.1', type = 'application/json', extra = [] } = how;
  const body = Buffer.from(how.body ?? query);
  const length = how.length === undefined ? `Content-Length: ${body.length}` : how.length;
  const lines = [
    `${method} ${target} ${version}`,
    `Host: ${host}`,
    'Connection: close',
    `Authorization: Bearer ${token}`,
    ...(type === null ? [] : [`Content-Type: ${type}`]),
    ...(length === null ? [] : [length]),
    ...extra,
  ];
  return Buffer.concat([Buffer.from(`${lines.join(crlf)}${crlf}${crlf}`, 'latin1'), body]);
}
