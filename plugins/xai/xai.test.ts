import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import xai from './index.js';

describePlugin(xai, conformance);
