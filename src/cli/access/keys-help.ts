import { serverOptionsHelp } from '../server-access.js';

export const keysHelp = `byom keys: the keys that customers' keys are sealed under, for the operator of a running server

  byom keys rotate                 a new version of the key-encryption key; the former is destroyed at the end
  byom keys rotate --data [--tenant ID]
                                   new data keys: every stored key is sealed anew
  byom keys status                 the rotation under way, or the last one

  The server goes on serving. What broke off goes on when it is begun again.

Where the server is, and the operator's token (that of the first start):
${serverOptionsHelp}
  --help              this
`;
