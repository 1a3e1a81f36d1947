import { describe, expect, it } from '@jest/globals';
import { failureOf } from './openai-compatible-setting.js';

/** Bodies as servers of the dialect send them; `secret` stands for what must go no further. */
const met = String.raw`
OpenAI | 401 | CREDENTIAL_INVALID | {"error":{"message":"Incorrect API key provided: sk-secret","type":"invalid_request_error","param":null,"code":"invalid_api_key"}} | {"code":"invalid_api_key"}
OpenAI | 403 | CREDENTIAL_INVALID | {"error":{"message":"Country, region, or territory not supported","type":"request_forbidden","param":null,"code":"unsupported_country_region_territory"}} | {"code":"unsupported_country_region_territory"}
OpenAI | 404 | UNKNOWN_MODEL | {"error":{"message":"The model 'secret' does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}
OpenAI | 404 | PROVIDER_REJECTED | {"error":{"message":"Invalid URL (POST /v1/chat/secret)","type":"invalid_request_error","param":null,"code":null}}
OpenAI | 429 | QUOTA_EXHAUSTED | {"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}
OpenAI | 400 | CONTENT_FILTERED | {"error":{"message":"Invalid prompt: your prompt was flagged. secret","type":"invalid_request_error","param":null,"code":"invalid_prompt"}}
OpenAI | 400 | PROVIDER_REJECTED | {"error":{"message":"max_tokens is too large: 20480. This model supports at most 16384 completion tokens, whereas you provided 20480.","type":"invalid_request_error","param":"max_tokens","code":"invalid_value"}} | {"param":"max_tokens"}
Azure | 400 | CONTENT_FILTERED | {"error":{"message":"secret","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{}}}} | {"code":"ResponsibleAIPolicyViolation","param":"prompt"}
Azure | 404 | UNKNOWN_MODEL | {"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist. secret"}}
Azure | 404 | UNKNOWN_MODEL | {"error":{"code":"404","message":"Resource not found"}}
Azure | 401 | CREDENTIAL_INVALID | {"statusCode":401,"message":"Unauthorized. Access token is missing, invalid"}
vLLM | 400 | CONTEXT_WINDOW_EXCEEDED | {"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.","type":"BadRequestError","param":null,"code":400} | {"code":"400","type":"BadRequestError"}
vLLM | 404 | UNKNOWN_MODEL | {"object":"error","message":"The model 'secret' does not exist.","type":"NotFoundError","param":null,"code":404}
llama.cpp | 400 | CONTEXT_WINDOW_EXCEEDED | {"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}} | {"type":"exceed_context_size_error"}
llama.cpp | 503 | PROVIDER_OVERLOADED | {"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}
FastAPI | 422 | PROVIDER_REJECTED | {"detail":[{"type":"missing","loc":["body","messages",0,"role"],"msg":"Field required","input":"secret"}]} | {"param":"messages.0.role","type":"missing"}
FastAPI | 403 | CREDENTIAL_INVALID | {"detail":"Not authenticated"}
FastAPI | 413 | REQUEST_TOO_LARGE | {"detail":"Payload secret"}
a bare string | 401 | CREDENTIAL_INVALID | {"error":"Unauthorized secret"}
a flat message | 429 | RATE_LIMITED | {"message":"Too many requests, secret"}
a router | 400 | CONTEXT_WINDOW_EXCEEDED | {"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"maximum context length is 8192 tokens, secret\"}}","provider_name":"Novita"}}} | {"code":"400"}
a router | 429 | RATE_LIMITED | {"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"{\"error\":{\"message\":\"You exceeded your current quota, secret\"}}"}}} | {"code":"429"}
a list | 429 | RATE_LIMITED | [{"error":{"code":429,"message":"Resource has been exhausted","status":"RESOURCE_EXHAUSTED"}}]
a list of errors | 400 | CONTEXT_WINDOW_EXCEEDED | {"errors":[{"message":"secret","code":"context_length_exceeded"}]}
an error in an error | 400 | CONTEXT_WINDOW_EXCEEDED | {"error":{"error":{"message":"secret","code":"context_length_exceeded"}}}
DeepSeek | 402 | QUOTA_EXHAUSTED | {"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}
xAI | 403 | QUOTA_EXHAUSTED | {"code":"The caller does not have permission","error":"Your team has used all available credits or reached its monthly spending limit. To continue, purchase more credits. secret"}
xAI | 400 | CONTEXT_WINDOW_EXCEEDED | {"code":"Client specified an invalid argument","error":"This model's maximum prompt length is 131072 but the request contains 537812 tokens."}
Moonshot | 429 | QUOTA_EXHAUSTED | {"error":{"message":"Your account is suspended, please check your plan and billing details","type":"exceeded_current_quota_error"}}
Moonshot | 429 | PROVIDER_OVERLOADED | {"error":{"message":"The engine is currently overloaded","type":"engine_overloaded_error"}}
DashScope | 400 | CONTENT_FILTERED | {"error":{"code":"data_inspection_failed","message":"Input data may contain inappropriate content. secret","type":"data_inspection_failed"}}
a model that no list has | 400 | PROVIDER_REJECTED | {"error":{"message":"secret/secret is not a valid model ID","code":400}}
a model that no list has | 400 | UNKNOWN_MODEL | {"error":{"message":"Model secret is not a valid model ID","code":400}}
a page | 403 | CREDENTIAL_INVALID | <!doctype html><title>secret</title>
a page | 502 | PROVIDER_OVERLOADED | <html>secret</html>
a page | 404 | PROVIDER_REJECTED | <html>secret</html>
plain text | 503 | PROVIDER_OVERLOADED | upstream connect error: secret
plain text | 529 | PROVIDER_OVERLOADED | Overloaded secret
nothing | 500 | PROVIDER_OVERLOADED
nothing | 401 | CREDENTIAL_INVALID
Groq | 498 | PROVIDER_OVERLOADED | {"error":{"message":"Flex tier capacity exceeded. secret","type":"internal_server_error","code":"capacity_exceeded"}}
Cloudflare | 520 | PROVIDER_OVERLOADED | error code: 520
Cloudflare | 521 | PROVIDER_OVERLOADED | error code: 521
Cloudflare | 522 | PROVIDER_OVERLOADED | error code: 522
Cloudflare | 523 | PROVIDER_OVERLOADED | error code: 523
Cloudflare | 524 | PROVIDER_TIMEOUT | error code: 524
a server without the endpoint | 501 | PROVIDER_REJECTED | {"error":{"message":"secret","code":501,"type":"not_supported_error"}}
a list that is none | 400 | PROVIDER_REJECTED | "secret"
null | 400 | PROVIDER_REJECTED | null
`
  .trim()
  .split('\n')
  .map((line) => line.split(' | '));

describe('an error body', () => {
  it.each(met)('of %s with status %s means %s: %s', async (_, status, code, body = '', found = '{}') => {
    const error = await failureOf({ status: Number(status), body });
    expect(error).toMatchObject({ code, failure: { status: Number(status), ...(JSON.parse(found) as object) } });
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('secret');
  });

  it('with a status of success means what it names, or else nothing that can be told', async () => {
    const under200 = async (error: object) => (await failureOf({ body: JSON.stringify({ error }) })).code;
    expect(await under200({ message: 'x', code: 'insufficient_quota' })).toBe('QUOTA_EXHAUSTED');
    expect(await under200({ message: 'x', code: 429 })).toBe('RATE_LIMITED');
    expect(await under200({ message: 'x', code: 502 })).toBe('PROVIDER_OVERLOADED');
    expect(await under200({ message: 'x', type: 'server_error' })).toBe('PROVIDER_PROTOCOL');
    expect(await under200({ message: 'x' })).toBe('PROVIDER_PROTOCOL');
  });

  it('tells a key that may not do something from a wrong one', async () => {
    const [wrong, barred] = [await failureOf({ status: 401, body: '' }), await failureOf({ status: 403, body: '' })];
    expect(wrong.message).toContain('check that it is right');
    expect(barred.message).toContain('does not let this key do this');
  });

  it('is tried again where the provider says that it helps, and not where it says that it does not', async () => {
    const told = async (status: number, again: string) =>
      (await failureOf({ status, body: '', headers: { 'x-should-retry': again } })).retryable;
    expect(await told(503, 'false')).toBe(false);
    expect(await told(400, 'true')).toBe(true);
    expect(await told(400, 'perhaps')).toBe(false);
  });
});
