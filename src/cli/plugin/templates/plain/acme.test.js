import { test } from 'node:test';
import { providerAudits } from 'byom/sdk/audits';
import { conformance } from './fixtures/conformance.js';
import acme from './index.js';

for (const { name, run } of providerAudits(acme, conformance)) test(name, run);
