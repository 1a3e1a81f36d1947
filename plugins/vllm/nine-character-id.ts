const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id as Mistral's templates take it, always the same for one id; one that they take stays as it is. */
export function nineCharacterId(id: string): string {
  if (/^[A-Za-z0-9]{9}$/.test(id)) return id;
  let hash = 0xcbf29ce484222325n;
  for (const character of id) hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0)!)) * 0x100000001b3n);
  let spelled = '';
  for (let at = 0; at < 9; at++) {
    spelled += alphabet[Number(hash % 62n)]!;
    hash /= 62n;
  }
  return spelled;
}
