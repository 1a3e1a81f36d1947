import { exactVersion } from './exact-version.js';
import { packageName } from './package-name.js';

/** Which files of a plugin the operator has agreed to. */
export interface PluginPin {
  /** Of the package, or of the folder in the folder of plugins. */
  readonly name: string;
  readonly version: string;
  /** As `integrityOf` gives it. */
  readonly integrity: string;
}

const sha512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
const folderName = /^[^/\\,\s#]{1,200}$/;

/** Reads `NAME@VERSION#sha512-BASE64`; undefined where it is none. */
export function readPin(text: string): PluginPin | undefined {
  const hash = text.lastIndexOf('#');
  const at = text.lastIndexOf('@', hash);
  if (hash < 0 || at < 1) return undefined;
  const pin = { name: text.slice(0, at), version: text.slice(at + 1, hash), integrity: text.slice(hash + 1) };
  const isNamed = packageName.test(pin.name) || folderName.test(pin.name);
  return isNamed && exactVersion.test(pin.version) && sha512.test(pin.integrity) ? pin : undefined;
}

export const writePin = ({ name, version, integrity }: PluginPin): string => `${name}@${version}#${integrity}`;
