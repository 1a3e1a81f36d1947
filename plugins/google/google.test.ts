import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import google from './index.js';

describePlugin(google, conformance);
