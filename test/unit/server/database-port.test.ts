import { expect, it } from '@jest/globals';
import { databasePort } from '../../../src/server/database-port.js';

it.each([
  ['postgres://byom:secret@db.internal:6432/byom', 6432],
  ['postgresql://byom@10.0.0.5/byom', 5432],
  ['postgres://byom@[::1]:7000/byom?sslmode=require', 7000],
  ['postgres:///byom?host=/run/postgresql', undefined],
  ['postgres://byom:secret@/byom?host=/run/postgresql', undefined],
])('the port of a database, where no request may go: %s', (url, port) => expect(databasePort(url)).toBe(port));
