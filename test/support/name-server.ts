import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** What is said of a name: its addresses, another name for it, a refusal, or nothing at all. */
export type NameAnswer =
  | { readonly addresses: readonly string[]; readonly ttl?: number }
  | { readonly alias: string }
  | 'unknown'
  | 'failure'
  | 'silence';

export interface NameServer {
  /** As a resolver takes it. */
  readonly address: string;
  readonly questions: string[];
  close(): Promise<void>;
}

const types = { A: 1, CNAME: 5, AAAA: 28 } as const;

/** A name server on loopback, over UDP, that an attacker runs. `answer` is asked for each question. */
export async function startNameServer(answer: (name: string, asked: number) => NameAnswer): Promise<NameServer> {
  const socket = createSocket('udp4');
  const questions: string[] = [];
  socket.on('message', (message, from) => {
    const { name, type, end } = questionOf(message);
    questions.push(name);
    const records: Buffer[] = [];
    let said = answer(name, questions.filter((each) => each === name).length);
    let owner = name;
    while (typeof said === 'object' && 'alias' in said) {
      records.push(record(owner, types.CNAME, 0, encoded(said.alias)));
      owner = said.alias;
      said = records.length > 8 ? 'unknown' : answer(owner, 1);
    }
    if (said === 'silence') return;
    if (typeof said === 'object') {
      const { addresses, ttl = 0 } = said;
      const wanted = addresses.filter((address) => isIPv6(address) === (type === types.AAAA));
      if (type === types.A || type === types.AAAA) {
        for (const address of wanted) records.push(record(owner, type, ttl, bytesOf(address)));
      }
    }
    const header = Buffer.from(message.subarray(0, 12));
    header.writeUInt16BE(0x8180 | (said === 'failure' ? 2 : said === 'unknown' ? 3 : 0), 2);
    header.writeUInt16BE(records.length, 6);
    header.writeUInt32BE(0, 8);
    socket.send(Buffer.concat([header, message.subarray(12, end), ...records]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function questionOf(message: Buffer) {
  const labels: string[] = [];
  let at = 12;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

const encoded = (name: string): Buffer =>
  Buffer.concat([...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.of(0)]);

function record(owner: string, type: number, ttl: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(ttl, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([encoded(owner), fixed, data]);
}

function bytesOf(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [first, last] = [groups(head), groups(tail)];
  const all = [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}
