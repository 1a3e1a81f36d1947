import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What an operator's home may hold, by the places where vendors' clients and tools look. */
const files = (marker, sentinel) => {
  const json = (value) => JSON.stringify(value, null, 2);
  const key = (name) => `${marker}-${name}-of-a-file`;
  const dotenv = ['OPENAI', 'ANTHROPIC', 'GROQ', 'BASETEN', 'GEMINI', 'MISTRAL', 'COHERE', 'AZURE_OPENAI', 'OPENROUTER']
    .flatMap((vendor) => [`${vendor}_API_KEY=${key(vendor)}`, `${vendor}_BASE_URL=http://${sentinel}/${marker}`])
    .join('\n');
  const anthropic = {
    base_url: `http://${sentinel}/profile`,
    organization_id: key('organization'),
    workspace_id: key('workspace'),
    authentication: { type: 'user_oauth', client_id: key('client') },
  };
  const token = {
    type: 'oauth_token',
    access_token: key('access'),
    refresh_token: key('refresh'),
    expires_at: 4102444800,
  };
  const aws = `[default]\naws_access_key_id = AKIA${marker}\naws_secret_access_key = ${key('aws')}\naws_session_token = ${key('session')}\n`;
  const google = {
    type: 'authorized_user',
    client_id: key('client'),
    client_secret: key('google'),
    refresh_token: key('refresh'),
    token_uri: `http://${sentinel}/token`,
  };
  return {
    '.openai': key('openai'),
    '.openai_api_key': key('openai'),
    '.config/openai/config.json': json({ api_key: key('openai'), organization: key('organization') }),
    '.config/openai.token': key('openai'),
    '.config/anthropic/configs/default.json': json(anthropic),
    '.config/anthropic/credentials/default.json': json(token),
    '.anthropic/api_key': key('anthropic'),
    '.claude.json': json({ primaryApiKey: key('anthropic') }),
    '.config/groq/config.json': json({ api_key: key('groq') }),
    '.groq/config.json': json({ apiKey: key('groq') }),
    '.trussrc': `[baseten]\napi_key = ${key('baseten')}\nremote_url = http://${sentinel}\n`,
    '.config/mistral/config.json': json({ api_key: key('mistral') }),
    '.cohere/config.json': json({ api_key: key('cohere') }),
    '.together/config.json': json({ api_key: key('together') }),
    '.config/fireworks/auth.ini': `[fireworks]\napi_key = ${key('fireworks')}\n`,
    '.fireworks/auth.ini': `[fireworks]\napi_key = ${key('fireworks')}\n`,
    '.ollama/id_ed25519': key('ollama'),
    '.lmstudio/credentials.json': json({ token: key('lmstudio') }),
    '.cache/huggingface/token': key('hf'),
    '.huggingface/token': key('hf'),
    '.aws/credentials': aws,
    '.aws/config': `[default]\nregion = us-east-1\nendpoint_url = http://${sentinel}\ncredential_process = false\n`,
    '.azure/accessTokens.json': json([{ accessToken: key('azure') }]),
    '.azure/msal_token_cache.json': json({ AccessToken: { secret: key('azure') } }),
    '.azure/azureProfile.json': json({ subscriptions: [{ id: key('azure') }] }),
    '.config/gcloud/application_default_credentials.json': json(google),
    '.config/gcloud/configurations/config_default': `[core]\naccount = ${key('google')}\nproject = ${key('google')}\n`,
    '.config/litellm/config.yaml': `general_settings:\n  master_key: ${key('litellm')}\n`,
    '.netrc': ['127.0.0.1', 'localhost', 'api.openai.com', 'api.anthropic.com', 'api.groq.com']
      .map((machine) => `machine ${machine} login ${marker} password ${key('netrc')}`)
      .join('\n'),
    '.npmrc': `//packages.example/:_authToken=${key('npm')}\n`,
    '.pgpass': `*:*:*:*:${key('postgres')}\n`,
    '.curlrc': `header = "authorization: Bearer ${key('curl')}"\nproxy = http://${sentinel}\n`,
    '.env': dotenv,
    // Where the tests run.
    'work/.env': dotenv,
    'work/.env.local': dotenv,
    'work/.npmrc': `//packages.example/:_authToken=${key('npm')}\n`,
    'work/openai.json': json({ api_key: key('openai') }),
  };
};

/** Writes it all below a folder; gives how many files there are. */
export async function poisonHome(home, marker, sentinel) {
  const all = Object.entries(files(marker, sentinel));
  for (const [name, content] of all) {
    const file = path.join(home, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content, { mode: 0o600 });
  }
  return all.length;
}
