import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import deepseek from './index.js';

describePlugin(deepseek, conformance);
