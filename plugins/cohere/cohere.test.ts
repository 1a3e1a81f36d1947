import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import cohere from './index.js';

describePlugin(cohere, conformance);
