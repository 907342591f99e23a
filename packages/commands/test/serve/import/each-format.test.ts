// Each of the four phones holds an account of each kind of old server, and logs in over its old
// path after the import.
import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { run, start } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";
import { PHONE_NAMES, type PhoneName } from "../../../../../test/support/phones/all.ts";
import { SHOWN_REPLIES } from "../../../../../test/support/phones/shown-replies.ts";
import { makeFernetKey, readFernetKey, sealFernet } from "../../../import/crypt/fernet.ts";
import { type OldPhone, oldPhone } from "./old-phones.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const PI = { path: "/pi/ttype/tiqr", suite: "OCRA-1:HOTP-SHA1-6:QH10", realm: "corp" };
const STEPUP = { path: "/tiqr/tiqr.php", suite: "OCRA-1:HOTP-SHA1-6:QH10-S", realm: "default" };
const EDUID = { path: "/tiqr/authentication", suite: "OCRA-1:HOTP-SHA1-6:QH10-S064", realm: "default" };

interface Held {
  readonly name: PhoneName;
  readonly user: string;
  readonly phone: OldPhone;
}
const folder = mkdtempSync(join(tmpdir(), "each-format-"));
const file = (name: string, text: string | Uint8Array) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const aes = (cipher: "aes-256-cbc", key: Buffer, iv: Buffer, text: string) => {
  const made = createCipheriv(cipher, key, iv);
  return Buffer.concat([made.update(text), made.final()]).toString("hex");
};

/** A folder of tables. */
function tables(name: string, held: readonly Held[], more: Readonly<Record<string, readonly string[]>> = {}) {
  const encFile = randomBytes(96);
  const rows = held.map(({ user, phone }, index) => {
    const iv = randomBytes(16);
    const sealed = aes("aes-256-cbc", encFile.subarray(0, 32), iv, phone.secretHex);
    return { id: index + 1, user, token: `${index + 1},${name}-${user},tiqr,${sealed},${iv.toString("hex")},1,` };
  });
  mkdirSync(join(folder, name));
  const all: Readonly<Record<string, readonly string[]>> = {
    token: ["id,serial,tokentype,key_enc,key_iv,active,pin_hash", ...rows.map(({ token }) => token)],
    tokeninfo: ["token_id,Key,Value", ...rows.map(({ id }) => `${id},ocrasuite,${PI.suite}`)],
    tokenowner: ["token_id,resolver,user_id,realm_id", ...rows.map(({ id, user }) => `${id},ldap,uid-${user},1`)],
    realm: ["id,name", `1,${PI.realm}`],
    ...more,
  };
  for (const [table, lines] of Object.entries(all)) file(`${name}/${table}.csv`, `${lines.join("\n")}\n`);
  return [join(folder, name), "--enc-file", file(`${name}.enckey`, encFile)];
}

interface OldFormat {
  readonly path: string;
  readonly suite: string;
  readonly realm: string;
  /** The service identifier of the phones, where the import finds it by itself. */
  readonly service?: string;
  /** Writes the export of a server, and returns the arguments that name it. */
  readonly write: (held: readonly Held[]) => string[];
}

const FORMATS: Readonly<Record<string, OldFormat>> = {
  "privacyidea-pi": {
    ...PI,
    write(held) {
      const key = makeFernetKey();
      const tokens = held.map(({ user, phone }) => ({
        ...{ serial: `PI-${user}`, type: "tiqr", otpkey: phone.secretHex, active: true, _hashed_pin: "" },
        ...{ info_list: { ocrasuite: PI.suite }, user: { login: user, realm: PI.realm } },
      }));
      const text = sealFernet(Buffer.from(JSON.stringify(tokens)), readFernetKey(key) ?? expect.fail("no key"), 0);
      return [file("tokens.pi", text), "--key-file", file("tokens.key", key)];
    },
  },
  "privacyidea-yaml": {
    ...PI,
    write: (held) => [
      file(
        "tokens.yaml",
        held
          .map(
            ({ user, phone }) =>
              `- _hashed_pin: ''\n  active: true\n  info_list:\n    ocrasuite: ${PI.suite}\n  otpkey: '${phone.secretHex}'\n` +
              `  owner: ${user}@${PI.realm}\n  serial: YAML-${user}\n  type: tiqr\n`,
          )
          .join(""),
      ),
    ],
  },
  "privacyidea-sql": {
    ...PI,
    write(held) {
      const logins = held.map(({ user }) => `ldap,uid-${user},${user},${PI.realm}`);
      const map = file("logins.csv", `${["resolver,uid,login,realm", ...logins].join("\n")}\n`);
      return [...tables("privacyidea", held), "--logins", map];
    },
  },
  // As edumfa-token-janitor 2.9.5 has written it.
  "edumfa-yaml": {
    ...PI,
    write: (held) => [
      file(
        "edumfa.yaml",
        held
          .map(
            ({ user, phone }) =>
              `- active: true\n  counter: 0\n  created_at: '2026-01-28 12:47:17.900700+00:00'\n  description: phone of ${user}\n` +
              `  failcount: 0\n  locked: false\n  maxfail: 10\n  ocrasuite: ${PI.suite}\n  otpkey: '${phone.secretHex}'\n` +
              `  otplen: 6\n  owner: ${user}@${PI.realm}\n  revoked: false\n  rollout_state: ''\n  serial: EDUYAML-${user}\n` +
              "  tokenkind: software\n  type: tiqr\n  validity_period_end: 2099-12-31T10:00\n  window: 10\n",
          )
          .join("\n"),
      ),
      ...["--pins", "none", "--time-zone", "Europe/Berlin"],
    ],
  },
  "edumfa-sql": {
    ...PI,
    service: "io.edumfa",
    write: (held) =>
      tables("edumfa", held, {
        config: ["Key,Value,Type", "__timestamp__,1795870113,", "tiqr.regServer,https://io.edumfa/pi/ttype/tiqr,"],
        mfa_audit: ["serial,user,realm,resolver", ...held.map(({ user }) => `edumfa-${user},${user},${PI.realm},ldap`)],
      }),
  },
  "stepup-sql": {
    ...STEPUP,
    write(held) {
      mkdirSync(join(folder, "stepup"));
      const lines = held.map(({ user, phone }, index) => `${index},${user},${user},${phone.secretHex},0,0`);
      file("stepup/user.csv", `id,userid,displayname,secret,loginattempts,blocked\n${lines.join("\n")}\n`);
      return [join(folder, "stepup")];
    },
  },
  "stepup-json": {
    ...STEPUP,
    write(held) {
      mkdirSync(join(folder, "json"));
      for (const { user, phone } of held)
        file(
          `json/${user}.json`,
          JSON.stringify({ displayName: user, secret: `plain:${phone.secretHex}`, blocked: false }),
        );
      return [join(folder, "json")];
    },
  },
  eduid: {
    ...EDUID,
    write(held) {
      const iv = randomBytes(12).toString("hex");
      const lines = held.map(({ user, phone }) => {
        const cipher = createCipheriv("aes-256-gcm", createHash("sha256").update(iv).digest(), Buffer.from(iv));
        const sealed = Buffer.concat([cipher.update(phone.secretHex), cipher.final(), cipher.getAuthTag()]);
        return JSON.stringify({
          _id: `of-${user}`,
          userId: user,
          status: "FINALIZED",
          secret: sealed.toString("base64"),
        });
      });
      return [file("eduid.json", `${lines.join("\n")}\n`), "--key-file", file("eduid.key", iv)];
    },
  },
};
const serviceOf = (format: string) => `${format}.example.org`;
const env = { TIQR_SERVICE_IDENTIFIERS_ALSO: ["io.edumfa", ...Object.keys(FORMATS).map(serviceOf)].join(" ") };

const copy = withStates();
let state = "";
const phones: Record<string, Held[]> = {};
beforeAll(() => {
  state = copy();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

it.each(Object.entries(FORMATS))(
  "the accounts of four phones come from %s",
  async (format, { write, realm, ...server }) => {
    const service = server.service ?? serviceOf(format);
    const held = await Promise.all(
      PHONE_NAMES.map(async (name): Promise<Held> => {
        const user = `${format}-${name}`;
        const identity = realm === PI.realm ? `${user}_${realm}` : user;
        return { name, user, phone: await oldPhone(name, identity, { ...server, service }) };
      }),
    );
    phones[format] = held;
    const of = ["--from", format, "--apply", "--json", "--state", state];
    const given = server.service ? [] : ["--service-identifier", service];
    const { code, stdout, stderr } = await run("import", [...write(held), ...given, ...of], { env });
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ token: 4, refused: 0, service: { identifier: service } });
  },
);

describe("on the service", () => {
  it("each of them logs in over its old path", async () => {
    const server = await start(state, { env: { RATE_LIMITS: "off", ...env } });
    const check = async (fields: Record<string, string>) => {
      const body = new URLSearchParams(fields);
      const reply = await fetch(`${server.origin}/validate/check`, { method: "POST", body });
      return (
        (await reply.json()) as { detail: { attributes: { value: string }; message: string; transaction_id: string } }
      ).detail;
    };
    try {
      for (const [format, held] of Object.entries(phones))
        for (const { name, user, phone } of held) {
          const of = { user, realm: FORMATS[format]?.realm ?? "", pass: "" };
          const { attributes, transaction_id } = await check(of);
          expect([user, await phone.login(attributes.value, server.origin)]).toEqual([user, SHOWN_REPLIES[name].ok[0]]);
          expect((await check({ ...of, transaction_id })).message).toBe("Found matching challenge");
        }
    } finally {
      await server.stop();
    }
    expect(Object.values(phones).flat()).toHaveLength(Object.keys(FORMATS).length * PHONE_NAMES.length);
  });
});
