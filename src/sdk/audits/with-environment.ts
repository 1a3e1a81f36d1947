const canary = 'canary-of-the-environment';
/** What vendors' clients look for: keys, accounts, addresses, further headers. */
const looksVendors =
  /(KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?|_ID|URL|ENDPOINT|HOST|REGION|PROFILE|HEADERS|PROJECT|ORGANIZATION)$/;

/** Runs work while every variable that a vendor's client may read is set to something that nobody may see leave. */
export async function withEnvironment(work: (canary: string) => Promise<void>): Promise<void> {
  const before = process.env;
  process.env = new Proxy(before, {
    get: (variables, name) =>
      typeof name === 'string' && looksVendors.test(name) ? poisonOf(name) : Reflect.get(variables, name),
    has: (variables, name) => (typeof name === 'string' && looksVendors.test(name)) || Reflect.has(variables, name),
  });
  try {
    await work(canary);
  } finally {
    process.env = before;
  }
}

function poisonOf(name: string): string {
  if (/(URL|ENDPOINT)$/.test(name)) return `https://${canary}.invalid`;
  return name.endsWith('HEADERS') ? `x-canary: ${canary}\nAuthorization: Bearer ${canary}` : canary;
}
