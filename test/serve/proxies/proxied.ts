// A browser for which the service and a host that a proxy guards are both on this machine, and a
// person who signs in with it. For the tests of the configurations in docs/forward-auth.md.
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { expect } from "vitest";
import { Phone } from "../../../phone/phone.ts";
import { host } from "../../../scripts/lib/port.ts";
import { inProject } from "../../../scripts/lib/project.ts";
import type { Service } from "../../../scripts/lib/service-client.ts";
import type { Bytes } from "../../../src/lib/bytes.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { signIn } from "../support/state.ts";

/** The first of these programs that is there. */
export const program = (...paths: readonly (string | undefined)[]): string | undefined =>
  paths.find((path) => path !== undefined && existsSync(path));

/**
 * The document's block in this language, changed for this machine. Each change has to find
 * something.
 */
export function snippet(language: string, changes: readonly (readonly [RegExp, string])[]): string {
  const text = readFileSync(inProject("docs/forward-auth.md"), "utf8");
  const [, block = ""] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text) ?? [];
  return changes.reduce((all, [from, to]) => {
    expect([from, from.test(all)]).toEqual([from, true]);
    return all.replace(from, to);
  }, block);
}

/** The names of the service and of the host that the proxy on this port guards. */
export const namesAt = (port: number) => ({
  login: `http://login.example.org:${port}`,
  wiki: `http://wiki.example.org:${port}`,
});

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export class ProxiedBrowser {
  readonly cookies = new Map<string, string>();
  readonly #service: () => Service;
  readonly #port: number;
  readonly #login: string;

  constructor(service: () => Service, port: number) {
    [this.#service, this.#port, this.#login] = [service, port, namesAt(port).login];
  }

  async go(address: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const { host: name, pathname, search } = new URL(address);
    const at = address.startsWith(this.#login) ? Number(new URL(this.#service().origin).port) : this.#port;
    const body = form && new URLSearchParams(form).toString();
    const asked = request({
      host,
      port: at,
      path: pathname + search,
      method: form ? "POST" : "GET",
      headers: {
        Host: name,
        Accept: "text/html",
        Cookie: [...this.cookies].map((pair) => pair.join("=")).join("; "),
        ...(form ? { Origin: this.#login, "Content-Type": "application/x-www-form-urlencoded" } : {}),
        ...headers,
      },
    });
    asked.end(body);
    const [reply] = await once(asked, "response");
    let text = "";
    for await (const piece of reply.setEncoding("utf8")) text += piece;
    for (const line of reply.headers["set-cookie"] ?? []) {
      const [, cookie = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(cookie, value);
    }
    return { status: reply.statusCode, headers: reply.headers, text };
  }
}

const hiddenIn = ({ text }: Answer, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? "";

/**
 * Registers the host, enrols alice, and signs her in on the way to a page of the host. Gives the
 * last address of that way.
 */
export async function aliceSignsIn(service: () => Service, browser: ProxiedBrowser, port: number): Promise<string> {
  const { login, wiki } = namesAt(port);
  const { token } = await signIn({ origin: service().origin } as never, "root", ADMIN_PASSWORD);
  const made = await service().request("/oidc/clients", {
    method: "POST",
    headers: { "PI-Authorization": token ?? "", "Content-Type": "application/json" },
    body: JSON.stringify({ client_name: "Wiki", forward_auth_hosts: ["wiki.example.org"] }),
  });
  expect(made.json.result.status).toBe(true);
  const phone = new Phone({
    fetch: (url, init) => fetch(url.replace(login, service().origin), init),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
    protocol: 2,
    accounts: [],
  });
  const enrolment = await service().init({ user: "alice", pin: "1234" });
  expect((await phone.enroll(enrolment.json.detail.tiqrenroll.value)).told).toBe("enrolled");

  const sent = await browser.go(`${wiki}/page?a=1`);
  expect([sent.status, sent.headers.location]).toEqual([
    302,
    `${login}/authz/sign-in?rd=${encodeURIComponent(`${wiki}/page?a=1`)}`,
  ]);
  const page = await browser.go(sent.headers.location ?? "");
  const asked = hiddenIn(page, "request");
  const waiting = await browser.go(`${login}/login/begin`, { user: "alice", pin: "1234", request: asked });
  const link = /href="(tiqrauth:[^"]*)"/.exec(waiting.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect((await phone.login(link)).told).toBe("logged-in");
  const transaction_id = hiddenIn(waiting, "transaction_id");
  const done = await browser.go(`${login}/login/result`, { transaction_id, request: asked });
  const back = await browser.go(/url=(.*)/.exec(String(done.headers.refresh))?.[1] ?? "");
  expect([back.status, back.headers.location]).toEqual([303, `${wiki}/page?a=1`]);
  return back.headers.location ?? "";
}
