// The four phones of test/support/phones against measurements of the real apps:
// test/vectors/phones-measured.json. Only because of this do the other tests here say anything
// about real phones.

import { describe, expect, it } from "vitest";
import { PHONE_NAMES, type PhoneName, TEST_PHONES } from "../support/phones/all.ts";
import {
  type CannedReply,
  type FakeServer,
  fakeServer,
  METADATA_URL,
  metadataOf,
} from "../support/phones/fake-server.ts";
import { IosPhone } from "../support/phones/ios/ios.ts";
import { resultLine, type TestPhone, type TestPhoneOptions } from "../support/phones/test-phone.ts";
import measured from "../vectors/phones-measured.json";

const SERVICE = "tiqr.example.org";
const SESSION = "00112233445566778899";
const QUESTION = "c0c89b5345";
const ENROL = `tiqrenroll://${METADATA_URL}`;

/**
 * A phone with three accounts: the one for the login, another at its service, and one at another
 * service.
 */
async function enrolled(name: PhoneName, identity = "hans_realm1"): Promise<{ phone: TestPhone; server: FakeServer }> {
  const server = fakeServer(identity);
  const phone = TEST_PHONES[name](server);
  const others = [metadataOf("other_realm1"), metadataOf("hans_realm1", "elsewhere.example.org")];
  for (const metadata of [metadataOf(identity), ...others]) {
    server.metadata = { body: JSON.stringify(metadata) };
    expect(resultLine(await phone.enroll(ENROL))).toBe("success");
  }
  return { phone, server };
}

/** A phone with only that account. */
async function enrolledOnce(name: PhoneName, identity: string, make = TEST_PHONES[name]): Promise<TestPhone> {
  const phone = make(fakeServer(identity));
  expect(resultLine(await phone.enroll(ENROL))).toBe("success");
  return phone;
}

const cannedOf = (row: { body: string; status: number; protocolHeader: string | null }): CannedReply => ({
  body: row.body,
  status: row.status,
  headers: row.protocolHeader === null ? {} : { "X-TIQR-Protocol-Version": row.protocolHeader },
});

/** Each row of the data, once per phone. */
const cells = <Row extends Record<PhoneName, string>>(rows: readonly Row[]) =>
  rows.flatMap((row) => PHONE_NAMES.map((name) => ({ name, cell: row[name], row })));

it("has all rows", () => {
  const { about, ...tables } = measured;
  expect(about).toContain("measured by running the apps' own code");
  expect(Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length]))).toEqual({
    loginReplies: 36,
    enrolmentReplies: 10,
    metadata: 20,
    userIds: 15,
    universalLinks: 4,
    paths: 10,
  });
});

describe("a reply to a login", () => {
  const login = `tiqrauth://hans_realm1@${SERVICE}/${SESSION}/${QUESTION}/Example/2`;

  it.each(cells(measured.loginReplies))(
    "$row.body, status $row.status, header $row.protocolHeader, on $name: $cell",
    async ({ name, cell, row }) => {
      const { phone, server } = await enrolled(name);
      server.login = cannedOf(row);
      expect(resultLine(await phone.login(login))).toBe(cell);
      const blocked = phone.accounts.filter((account) => account.blocked);
      const expected = cell.includes("ALL IDENTITIES") ? phone.accounts : phone.accounts.slice(0, 1);
      expect(blocked).toEqual(/blocks/i.test(cell) && !cell.includes("shown as") ? expected : []);
    },
  );
});

describe("a reply to an enrolment", () => {
  it.each(cells(measured.enrolmentReplies))(
    "$row.body, status $row.status, header $row.protocolHeader, on $name: $cell",
    async ({ name, cell, row }) => {
      const server = fakeServer();
      server.enrolment = cannedOf(row);
      const phone = TEST_PHONES[name](server);
      expect(resultLine(await phone.enroll(ENROL))).toBe(cell);
      expect(phone.accounts).toHaveLength(cell === "success" ? 1 : 0);
    },
  );
});

describe("metadata", () => {
  const NOT_FOUND: CannedReply = { body: measured.loginReplies.at(-4)?.body ?? "", status: 404 };
  const CHANGES: Readonly<Record<string, (server: FakeServer) => void>> = {
    complete: () => {},
    "logo 404": (server) => {
      server.logo = { body: "", status: 404 };
    },
    "logo unreachable": (server) => {
      server.logo = undefined;
    },
    "logo empty string": (server) => change(server, "service", "logoUrl", ""),
    "Content-Type text/html": (server) => {
      server.metadata = { ...server.metadata, headers: { "Content-Type": "text/html" } };
    },
    "HTTP 404 + JSON error": (server) => {
      server.metadata = NOT_FOUND;
    },
    "HTTP 400 + JSON error": (server) => {
      server.metadata = { ...NOT_FOUND, status: 400 };
    },
    'body "false" 200': (server) => {
      server.metadata = { body: "false" };
    },
  };

  /** `service.logoUrl missing`, `service.logoUrl null`, or one of the above. */
  function vary(server: FakeServer, variation: string): void {
    const [, part, field = "", how] = /^(service|identity)\.(\w+) (missing|null)$/.exec(variation) ?? [];
    if (part === "service" || part === "identity") change(server, part, field, how === "null" ? null : undefined);
    else if (CHANGES[variation]) CHANGES[variation](server);
    else throw new Error(`no such variation: ${variation}`);
  }

  function change(server: FakeServer, part: "service" | "identity", field: string, value: string | null | undefined) {
    const metadata = metadataOf("hans_realm1");
    expect(metadata[part]).toHaveProperty(field);
    server.metadata = { body: JSON.stringify({ ...metadata, [part]: { ...metadata[part], [field]: value } }) };
  }

  it.each(cells(measured.metadata))("$row.metadata, on $name: $cell", async ({ name, cell, row }) => {
    const server = fakeServer();
    vary(server, row.metadata);
    const phone = TEST_PHONES[name](server);
    expect(resultLine(await phone.enroll(ENROL))).toBe(cell);
    expect(phone.accounts).toHaveLength(cell === "success" ? 1 : 0);
  });
});

describe("a link", () => {
  it.each(cells(measured.userIds))("with $row.login, $row.encoding, on $name: $cell", async ({ name, cell, row }) => {
    const phone = await enrolledOnce(name, `${row.login}_realm1`);
    const user = row.inLink === null ? "" : `${row.inLink}@`;
    const told = await phone.login(`tiqrauth://${user}${SERVICE}/${SESSION}/${QUESTION}/Example/2`);
    expect(resultLine(told)).toBe(cell);
  });

  it.each(cells(measured.paths))("with $row.path $row.note, on $name: $cell", async ({ name, cell, row }) => {
    const phone = await enrolledOnce(name, "hans_realm1");
    const path = row.path.replace("/s/q", `/${SESSION}/${QUESTION}`);
    expect(resultLine(await phone.login(`tiqrauth://hans_realm1@${SERVICE}${path}`))).toBe(cell);
  });

  it.each(cells(measured.universalLinks))("of the form $row.link, on $name: $cell", async ({ name, cell, row }) => {
    const filled = row.link
      .replace("https://…", "https://tiqr.example.org")
      .replace("<enc>", encodeURIComponent(METADATA_URL))
      .replace("u=&s=&q=&i=", `u=hans_realm1&s=${SESSION}&q=${QUESTION}&i=${SERVICE}`);
    // The measured iOS build enforces a host for these links, and knows none.
    const make =
      name === "ios"
        ? (options: TestPhoneOptions) => new IosPhone({ ...options, enforcedHosts: [] })
        : TEST_PHONES[name];
    const told = row.link.includes("metadata=")
      ? await make(fakeServer()).enroll(filled)
      : await (await enrolledOnce(name, "hans_realm1", make)).login(filled);
    expect(resultLine(told)).toBe(cell);
  });
});
