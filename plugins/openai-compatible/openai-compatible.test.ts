import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import compatible from './index.js';

describePlugin(compatible, conformance);
