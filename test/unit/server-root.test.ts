import { describe, expect, it } from '@jest/globals';
import { serverRoot } from '../../src/sdk/index.js';

describe('the root of a server', () => {
  it.each([
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434'],
    ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434'],
    ['http://127.0.0.1:11434/v1/', 'http://127.0.0.1:11434'],
    ['http://127.0.0.1:11434/api', 'http://127.0.0.1:11434'],
    ['https://host.example/ollama/v1', 'https://host.example/ollama'],
    ['https://host.example/ollama/api/chat', 'https://host.example/ollama'],
    ['https://host.example/v1/chat/completions', 'https://host.example'],
    ['https://host.example/apis', 'https://host.example/apis'],
    ['http://localhost:1234/api/v0', 'http://localhost:1234'],
    ['http://localhost:8000/v1/models', 'http://localhost:8000'],
    ['https://api.example', 'https://api.example'],
  ])('is found below %s', (given, root) => {
    expect(serverRoot(given)).toBe(root);
  });
});
