// The curls on /docs. Those of the documents are run as they stand by api-examples.test.ts; here all
// are read as a shell would, and sent.

import { expect, it } from "vitest";
import { examplesOf } from "../../../scripts/pages/api/calls.ts";
import { DEFINITIONS } from "../../../src/http/all-definitions.ts";
import { textsOf } from "../../support/house/files.ts";
import { withScim } from "../../support/scim/wire.ts";
import { admin, type Reply, requestOver } from "../../support/service.ts";

const documents = await textsOf("docs/api.md", "docs/api-examples.md");
const { calls, names } = examplesOf([documents["docs/api.md"] ?? "", documents["docs/api-examples.md"] ?? ""]);

interface CurlRequest {
  readonly method: string;
  readonly path: string;
  readonly init: RequestInit;
}

function readCurl(call: string, values: Readonly<Record<string, string>>): CurlRequest {
  const text = call
    .replaceAll("\\\n", " ")
    .replace(/\$\(.*?\)/, "00")
    .replace(/\$(\w+)/g, (_, name: string) => values[name] ?? "1");
  const words = [...text.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double),
  );
  const after = (...names: string[]) => words.filter((_, at) => names.includes(words[at - 1] ?? ""));
  const data = after("-d", "--data-urlencode").join("&");
  const isQuery = words.includes("-G");
  const path = words.find((word) => word.startsWith("/")) ?? "";
  const headers = new Headers({ "Content-Type": "application/x-www-form-urlencoded" });
  for (const header of after("-H")) {
    const [name = "", value = ""] = header.split(/: (.*)/s);
    if (name !== "Host") headers.set(name, value);
  }
  const method = after("-X")[0] ?? (data !== "" && !isQuery ? "POST" : "GET");
  const body = data !== "" && !isQuery ? data : null;
  return { method, path: isQuery ? `${path}?${data}` : path, init: { method, headers, body } };
}

/** What a reader of the page could not have wanted. */
const faultOf = ({ headers, json }: Reply): string | undefined => {
  const reason = headers.get("TiQR-Reason") ?? "";
  if (/^(unknown-path|unknown-method|unknown-action|missing-parameter)/.test(reason)) return reason;
  return json?.detail?.warnings?.join();
};

it("are of the routes under which they stand, and what they send is known there", async () => {
  expect([...calls.keys()]).toEqual(Object.keys(DEFINITIONS));
  const faults: string[] = [];
  // Nothing can be asked after the sign-out.
  const sorted = [...calls].sort(([a], [b]) => Number(/DELETE .auth/.test(a)) - Number(/DELETE .auth/.test(b)));
  const over = await withScim();
  const TOKEN = (await admin())["PI-Authorization"] ?? "";
  for (const [route, call] of sorted) {
    const { method, path, init } = readCurl(call, { S: "", TOKEN });
    const pattern = `^${route.replace(/:\w+/g, "[^/]+")}$`;
    if (!new RegExp(pattern).test(`${method} ${path.split("?")[0]}`)) faults.push(`${route}: ${call}`);
    const fault = faultOf(await requestOver(over, path, init));
    // Without FORWARD_AUTH_DOMAIN, DAY_PASS, TRAIL, DEVICE_GRANT, CIBA and a tenant these are silent.
    if (
      fault &&
      !/^\/(authz|entra)\/|\/pass$|^\/audit\/parts\/|^\/oidc\/(device|ciba)$|\/confirm(\/[^/]*)?$/.test(path)
    )
      faults.push(`${route}: ${fault}`);
  }
  expect(faults).toEqual([]);
});

it("use only names that the page explains", () => {
  const explained = [...names.keys()].join();
  const used = [...calls.values()].flatMap((call) => [...call.matchAll(/\$\w+/g)].map(([name]) => name));
  expect([...new Set(used)].filter((name) => !explained.includes(`\`${name}\``))).toEqual([]);
});
