import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import cerebras from './index.js';

describePlugin(cerebras, conformance);
