import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import vllm from './index.js';

describePlugin(vllm, conformance);
