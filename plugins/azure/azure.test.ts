import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import azure from './index.js';

describePlugin(azure, conformance);
