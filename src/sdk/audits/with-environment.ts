const suffixes = ['API_KEY', 'ADMIN_KEY', 'AUTH_TOKEN', 'ORG_ID', 'PROJECT_ID', 'BASE_URL', 'CUSTOM_HEADERS', 'LOG'];

/** Runs work while the variables that vendors' clients read are set to something that nobody may see leave. */
export async function withEnvironment(prefix: string, work: (canary: string) => Promise<void>): Promise<void> {
  const canary = 'canary-of-the-environment';
  const values: Record<string, string> = {
    BASE_URL: `https://${canary}.invalid`,
    CUSTOM_HEADERS: `x-canary: ${canary}\nAuthorization: Bearer ${canary}`,
    LOG: 'off',
  };
  const names = suffixes.map((suffix) => `${prefix}_${suffix}`);
  const before = names.map((name) => process.env[name]);
  try {
    for (const [at, name] of names.entries()) process.env[name] = values[suffixes[at] ?? ''] ?? canary;
    await work(canary);
  } finally {
    for (const [at, name] of names.entries()) {
      const value = before[at];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
