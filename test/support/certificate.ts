import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

export interface Certificate {
  readonly name: string;
  readonly key: KeyObject;
  /** PEM. */
  readonly certificate: string;
}

export interface CertificateOptions {
  /** Host names and addresses that it is good for. */
  readonly hosts?: readonly string[];
  /** Itself where left out. */
  readonly issuer?: Certificate;
  /** Years from now, fewer than nought for one that has expired. */
  readonly years?: number;
}

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const identifier = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const octets = (part: Buffer) => der(0x04, part);

const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'));
const commonName = (name: string) => sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from(name)))));
const moment = (date: Date) => der(0x18, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`));
const host = (name: string) =>
  isIP(name) === 4 ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name));

/** A certificate on P-256, as an authority of one's own would write it. */
export function makeCertificate(name: string, options: CertificateOptions = {}): Certificate {
  const { hosts = [], issuer, years = 1 } = options;
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const year = 365 * 24 * 3_600_000;
  const extensions = [
    ...(hosts.length > 0 ? [sequence(identifier('551d11'), octets(sequence(...hosts.map(host))))] : []),
    ...(issuer ? [] : [sequence(identifier('551d13'), octets(sequence(der(0x01, Buffer.of(0xff)))))]),
  ];
  const content = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1 + Math.floor(Math.random() * 120))),
    ecdsaWithSha256,
    commonName(issuer?.name ?? name),
    sequence(moment(new Date(Date.now() - 2 * year)), moment(new Date(Date.now() + years * year))),
    commonName(name),
    createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })).export({ format: 'der', type: 'spki' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', content, issuer?.key ?? key);
  const whole = sequence(content, ecdsaWithSha256, der(0x03, Buffer.of(0), signature)).toString('base64');
  const lines = whole.match(/.{1,64}/g)!.join('\n');
  return { name, key, certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}
