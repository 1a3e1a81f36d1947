import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import groq from './index.js';

describePlugin(groq, conformance);
