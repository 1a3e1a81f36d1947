import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import openrouter from './index.js';

describePlugin(openrouter, conformance);
