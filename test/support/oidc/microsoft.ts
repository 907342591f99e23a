// Microsoft Entra, as its reference for providers of external MFA describes it: a tenant that signs
// hints and publishes its keys, and the form that its page sends. It knows no platform.

import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";

export interface EntraIdentity {
  readonly oid: string;
  readonly sub: string;
}

export const somebody = (): EntraIdentity => ({ oid: crypto.randomUUID(), sub: `sub-${crypto.randomUUID()}` });

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** As it is published. */
  readonly jwk: Readonly<Record<string, unknown>>;
}

export async function makeSigningKey(kid = crypto.randomUUID()): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: "sig" } };
}

const seconds = (ms: number): number => Math.floor(ms / 1000);

export const AMR = ["face", "fido", "fpt", "hwk", "iris", "otp", "pop", "retina", "sc", "sms", "swk", "tel", "vbm"];

/** What Microsoft asks for beside a password. */
export const CLAIMS = {
  id_token: {
    acr: { essential: true, values: ["possessionorinherence"] },
    amr: { essential: true, values: AMR },
  },
};

export class Microsoft {
  readonly tenant = crypto.randomUUID();
  readonly appId = crypto.randomUUID();
  readonly host: string;
  /** What is published; the first one signs. */
  keys: readonly SigningKey[];
  /** The addresses that were asked for. */
  readonly read: string[] = [];
  /** What is at an address in place of Microsoft's own answer. */
  instead: (address: string) => Response | undefined = () => undefined;

  constructor(key: SigningKey, host = "login.microsoftonline.com") {
    this.keys = [key];
    this.host = host;
  }

  get issuer(): string {
    return `https://${this.host}/${this.tenant}/v2.0`;
  }

  get redirectUri(): string {
    return `https://${this.host}/common/federation/externalauthprovider`;
  }

  /** The metadata of the client that stands for it here. */
  get entra() {
    return { tenant: this.tenant, app_id: this.appId, cloud: "global" };
  }

  /** Undefined for an address that is not the tenant's. */
  publishes(address: string): Response | undefined {
    const jwksUri = `https://${this.host}/${this.tenant}/discovery/v2.0/keys`;
    const isConfiguration = address === `${this.issuer}/.well-known/openid-configuration`;
    if (!isConfiguration && address !== jwksUri) return undefined;
    this.read.push(address);
    const keys = this.keys.map(({ jwk }) => ({ issuer: `https://${this.host}/{tenantid}/v2.0`, ...jwk }));
    return (
      this.instead(address) ?? Response.json(isConfiguration ? { issuer: this.issuer, jwks_uri: jwksUri } : { keys })
    );
  }

  /** The claims of a hint, which Microsoft issues already expired. */
  claimsOf({ oid, sub }: EntraIdentity, nowMs = Date.now()): Record<string, unknown> {
    const names = { name: "Anna Example", preferred_username: "anna@example.org" };
    const times = { iat: seconds(nowMs), exp: seconds(nowMs) - 1, nbf: seconds(nowMs) };
    return { ver: "2.0", iss: this.issuer, sub, aud: this.appId, ...times, ...names, oid, tid: this.tenant };
  }

  /** An undefined claim is left out. */
  sign(claims: Record<string, unknown>, { kid, privateKey } = this.keys[0] as SigningKey): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ typ: "JWT", alg: "RS256", kid }).sign(privateKey);
  }

  /** The form of its page, with a fresh hint unless one is given. */
  async form(clientId: string, person: EntraIdentity, changed: Record<string, string | undefined> = {}) {
    const hint = changed.id_token_hint ?? (await this.sign(this.claimsOf(person)));
    const fields = {
      scope: "openid",
      response_type: "Id_token",
      response_mode: "form_post",
      client_id: clientId,
      redirect_uri: this.redirectUri,
      nonce: `nonce-${crypto.randomUUID()}`,
      state: `state-${crypto.randomUUID()}`,
      claims: JSON.stringify(CLAIMS),
      "client-request-id": crypto.randomUUID(),
      mkt: "en-US",
      ...changed,
      id_token_hint: hint,
    };
    return Object.fromEntries(Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined));
  }
}
