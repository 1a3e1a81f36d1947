import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import together from './index.js';

describePlugin(together, conformance);
