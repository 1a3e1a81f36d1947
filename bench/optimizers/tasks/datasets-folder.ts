import { fileURLToPath } from 'node:url';
import { findPackageRoot } from '../../../src/cli/find-package-root.js';

/** Where public data sets may lie: beside the repository, or where `BYOM_TEST_DATASETS` says. */
export const datasetsFolder =
  process.env['BYOM_TEST_DATASETS'] ?? fileURLToPath(new URL('../shared/datasets', findPackageRoot()));
