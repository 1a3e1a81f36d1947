import { describe, it } from '@jest/globals';
import { providerAudits } from '../../src/sdk/audits/provider-audits.js';
import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import { responsesConformance } from './fixtures/responses-conformance.js';
import openai from './index.js';

describePlugin(openai, conformance);

describe('the plugin openai over the Responses API', () => {
  // What is declared is held to its cases above.
  const audits = providerAudits(openai, responsesConformance).filter(({ name }) => !/^(quirk|definition)/.test(name));
  it.each(audits)('$name', ({ run }) => run());
});
