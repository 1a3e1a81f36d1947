import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import mistral from './index.js';

describePlugin(mistral, conformance);
