import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import bedrock from './index.js';

describePlugin(bedrock, conformance);
