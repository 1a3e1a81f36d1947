import type { SeededFault } from '../seeded-fault.js';

const plugins = 'test/integration/plugin-loader.test.ts';
const pins = 'test/integration/plugin-pins.test.ts';
const pinnedCopy = 'src/plugin-loader/pinned-copy.ts';

export const pluginFaults: readonly SeededFault[] = [
  {
    id: 'linked-plugins',
    removes: 'the refusal of links out of the plugins’ folder',
    edits: [
      {
        file: 'src/plugin-loader/find-in-directory.ts',
        find: 'if (folder !== path.join(root, name))',
        replace: 'if (folder === undefined)',
      },
    ],
    noticedBy: { file: plugins, test: 'a link out of the folder is refused, of a plugin and of its module' },
  },
  {
    id: 'plugins-reach-the-server',
    removes: 'what keeps the server’s own parts from plugins',
    edits: [
      {
        file: 'src/plugin-loader/plugin-container.ts',
        find: "if (typeof token !== 'function' && !this.#container.isRegistered(token))",
        replace: 'if (token === undefined)',
      },
    ],
    noticedBy: { file: plugins, test: 'holds the host tokens and nothing of the server or of another plugin' },
  },
  {
    id: 'plugins-without-a-pin',
    removes: 'the refusal of plugins that the operator did not pin',
    edits: [
      {
        file: 'src/plugin-loader/load-plugins.ts',
        find: 'if (pin === undefined && !allowUnpinned)',
        replace: 'if (pin === undefined && allowUnpinned === undefined)',
      },
    ],
    noticedBy: { file: pins, test: 'is refused before any of its code runs, and others load' },
  },
  {
    id: 'plugins-that-changed',
    removes: 'the integrity of a pinned plugin’s files',
    edits: [
      { file: pinnedCopy, find: '(await integrityOf(copy.folder)) === pin.integrity', replace: "pin.integrity !== ''" },
    ],
    noticedBy: { file: pins, test: 'is refused where a dependency of it changed, hoisted or its own' },
  },
  {
    id: 'plugins-of-another-version',
    removes: 'the version of a pinned plugin, and its integrity',
    edits: [
      { file: pinnedCopy, find: 'if (version !== pin.version) throw', replace: "if (version === '') throw" },
      { file: pinnedCopy, find: '(await integrityOf(copy.folder)) === pin.integrity', replace: "pin.integrity !== ''" },
    ],
    noticedBy: { file: pins, test: 'is refused before any of its code runs: another version' },
  },
];
