// RS256 by WebCrypto, as the service signs what it tells applications, with a key that is made for
// each isolate.

const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;
let pair: Promise<CryptoKeyPair> | undefined;

function keys(): Promise<CryptoKeyPair> {
  pair ??= crypto.subtle.generateKey(
    { ...RS256, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    false,
    ["sign", "verify"],
  ) as Promise<CryptoKeyPair>;
  return pair;
}

interface Claims {
  readonly sub: string;
  readonly grant: string;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

export async function signed(claims: Claims): Promise<string> {
  const text = `e30.${btoa(JSON.stringify(claims))}`;
  return `${text}.${base64(await crypto.subtle.sign(RS256, (await keys()).privateKey, bytesOf(text)))}`;
}

export async function verified(token: string): Promise<Claims | undefined> {
  const [head, claims = "", signature = ""] = token.split(".");
  const bytes = Uint8Array.from(atob(signature), (character) => character.charCodeAt(0));
  const isGood = await crypto.subtle.verify(RS256, (await keys()).publicKey, bytes, bytesOf(`${head}.${claims}`));
  return isGood ? JSON.parse(atob(claims)) : undefined;
}
