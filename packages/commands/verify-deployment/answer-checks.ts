// Whether everything between here and the service leaves its answers as they are: headers, pages,
// lengths, and that no cache answers in its place.
import { createHash } from "node:crypto";
import { type CheckResult, fine, wrong } from "./check-result.ts";
import type { RawReply } from "./raw-ask.ts";
import { FORM, isOfPhones } from "./request-checks.ts";
import { NO_POLL, replyJson, type VerifiedSite } from "./site.ts";

const HSTS_MIN_SECONDS = 15_552_000;

/** Headers of every answer, and what each has to be. */
const OF_ALL: Readonly<Record<string, RegExp>> = {
  "content-security-policy": /default-src 'none'.*frame-ancestors 'none'/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "referrer-policy": /^(no-referrer|same-origin)$/,
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
};

export const ANSWER_CHECKS: Readonly<Record<string, (site: VerifiedSite) => Promise<CheckResult>>> = {
  headers: async ({ ask, health }) => {
    const page = await ask("/login");
    const lost = [["/health", health] as const, ["/login", page] as const].flatMap(([path, { headers }]) => [
      ...Object.entries(OF_ALL).flatMap(([name, value]) =>
        value.test(String(headers[name] ?? "")) ? [] : [`${name} of ${path}`],
      ),
      ...(hstsSecondsOf(headers) >= HSTS_MIN_SECONDS ? [] : [`strict-transport-security of ${path}`]),
    ]);
    return lost.length === 0
      ? fine("The headers that protect pages and answers arrive, HSTS among them.")
      : wrong(`Lost or changed on the way: ${lost.join(", ")}.`);
  },

  pages: async ({ ask }) => {
    const { text } = await ask("/login");
    const assets = text.match(/\/assets\/[\w.-]+/g) ?? [];
    if (assets.length === 0) return wrong("/login is not our sign-in page.");
    // The address of an asset has a hash of its content.
    for (const path of assets) {
      const { body, headers } = await ask(path);
      const [, hash = "-"] = /-([0-9a-f]+)\.\w+$/.exec(path) ?? [];
      if (!createHash("sha256").update(body).digest("hex").startsWith(hash))
        return wrong(`${path} is changed on the way.`);
      if (!/immutable/.test(headers["cache-control"] ?? "")) return wrong(`${path} is not kept by browsers.`);
    }
    return /cdn-cgi|cloudflareinsights|rocket-loader|data-cf/i.test(text)
      ? wrong("Cloudflare puts something of its own into pages, which their policy forbids. Turn it off for this host.")
      : fine("The sign-in page, its style and its script arrive as they were made.");
  },

  compression: async ({ ask }) => {
    const plain = await ask("/openapi.json");
    const used: string[] = [];
    for (const encoding of ["gzip", "br"]) {
      // Node itself ends a request whose body and Content-Length differ.
      const packed = await ask("/openapi.json", { headers: { "Accept-Encoding": encoding } });
      if (packed.text !== plain.text) return wrong(`With ${encoding} an answer arrives changed.`);
      if (packed.headers["content-encoding"]) used.push(encoding);
    }
    const phone = await ask("/ttype/tiqr", {
      method: "POST",
      headers: { ...FORM, "Accept-Encoding": "gzip" },
      body: "a=b",
    });
    if (!isOfPhones(phone)) return wrong("A phone that takes gzip cannot read the answer.");
    return fine(
      `Answers arrive whole, ${used.length > 0 ? `compressed by ${used.join(" and ")}` : "uncompressed"}, and as long as they say.`,
    );
  },

  caching: async ({ ask }) => {
    const replies = [await ask(NO_POLL), await ask(NO_POLL)];
    const [first, second] = replies.map(({ text }) => replyJson(text)?.time);
    const kept = replies.some(({ headers }) => headers.age !== undefined || headers["cf-cache-status"] === "HIT");
    if (kept || first === second)
      return wrong("Polls are answered by a cache, which would hide that the phone has answered.");
    const page = (await ask("/login")).headers["cache-control"] ?? "";
    return page.includes("no-store")
      ? fine("No cache answers for the service, and the sign-in page is kept by none.")
      : wrong(`The sign-in page may be kept: Cache-Control is "${page}".`);
  },
};

const hstsSecondsOf = (headers: RawReply["headers"]): number =>
  Number(/max-age=(\d+)/.exec(headers["strict-transport-security"] ?? "")?.[1] ?? 0);
