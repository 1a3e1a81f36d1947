import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import lmstudio from './index.js';

describePlugin(lmstudio, conformance);
