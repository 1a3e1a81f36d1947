import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import llamacpp from './index.js';

describePlugin(llamacpp, conformance);
