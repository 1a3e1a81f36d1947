import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import fireworks from './index.js';

describePlugin(fireworks, conformance);
