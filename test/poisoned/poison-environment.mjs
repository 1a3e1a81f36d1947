import { readFile } from 'node:fs/promises';

/** Whoever has no list in the product: other tools that keep keys, proxies, and what loosens TLS. */
const others = (marker, sentinel) => {
  const proxy = `http://${marker}-user:${marker}-password@${sentinel}`;
  return {
    AWS_ACCESS_KEY_ID: `AKIA${marker}`,
    AWS_SECRET_ACCESS_KEY: `${marker}-aws-secret`,
    AWS_SESSION_TOKEN: `${marker}-aws-session`,
    AWS_BEARER_TOKEN_BEDROCK: `${marker}-bedrock`,
    AWS_ENDPOINT_URL: `http://${sentinel}/${marker}`,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://${sentinel}/${marker}`,
    AWS_PROFILE: marker,
    AZURE_CLIENT_SECRET: `${marker}-azure`,
    AZURE_OPENAI_ENDPOINT: `http://${sentinel}/${marker}`,
    HF_TOKEN: `${marker}-hf`,
    HUGGING_FACE_HUB_TOKEN: `${marker}-hf`,
    GITHUB_TOKEN: `${marker}-github`,
    NPM_TOKEN: `${marker}-npm`,
    OLLAMA_HOST: `http://${sentinel}`,
    OPENAI_ORG_ID: `${marker}-organization`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${sentinel}/${marker}`,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=${marker}`,
    SENTRY_DSN: `http://${marker}@${sentinel}/1`,
    LANGCHAIN_API_KEY: `${marker}-langchain`,
    ...Object.fromEntries(proxies.map((name) => [name, proxy])),
    NODE_USE_ENV_PROXY: '1',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  };
};

const kinds = (
  'API_KEY APIKEY KEY ADMIN_KEY AUTH_TOKEN ACCESS_TOKEN API_TOKEN TOKEN SECRET PASSWORD ' +
  'ORG_ID ORGANIZATION ORGANIZATION_ID PROJECT PROJECT_ID WORKSPACE_ID WEBHOOK_SECRET USER'
).split(' ');
const places = ['BASE_URL', 'API_BASE', 'API_URL', 'ENDPOINT', 'HOST', 'URL'];
const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];

/** Every variable of every vendor whose variables the server removes, and more; each value holds the marker. */
export async function poisonEnvironment(root, marker, sentinel) {
  const source = await readFile(`${root}/src/server/provider-variables.ts`, 'utf8');
  const vendors = [...source.matchAll(/^ {2}'([A-Z0-9_]+)',$/gm)].map(([, vendor]) => vendor);
  if (vendors.length < 30) throw new Error('The list of vendors could not be read.');
  const poison = {};
  for (const vendor of vendors) {
    for (const kind of kinds) poison[`${vendor}_${kind}`] = `${marker}-${vendor}-${kind}`;
    for (const place of places) poison[`${vendor}_${place}`] = `http://${sentinel}/${marker}/v1`;
    poison[`${vendor}_CUSTOM_HEADERS`] = `X-Ours: ${marker}\nAuthorization: Bearer ${marker}\nX-Api-Key: ${marker}`;
  }
  return { ...poison, ...others(marker, sentinel) };
}
