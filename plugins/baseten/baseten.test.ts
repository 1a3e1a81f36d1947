import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import baseten from './index.js';

describePlugin(baseten, conformance);
