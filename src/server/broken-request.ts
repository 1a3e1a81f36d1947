import type { Socket } from 'node:net';
import type { ErrorCode } from '../sdk/index.js';
import { errorBody } from './client-errors.js';
import { securityHeaders } from './security-headers.js';

const answers: Readonly<Record<string, [status: string, ErrorCode, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'BAD_USER_INPUT', 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'PAYLOAD_TOO_LARGE', 'The headers are too long.'],
};

/** Answers what is no request of HTTP, and ends the connection: nobody knows where a next one would begin. */
export function brokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const [status, code, message] = answers[error.code ?? ''] ?? [
    '400 Bad Request',
    'BAD_USER_INPUT',
    'This is no request of HTTP/1.1.',
  ];
  const body = errorBody(code, message);
  const headers = {
    ...securityHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
