// The security policy in a real browser: what it allows and forbids, and that these tests would
// notice a violation.

import { describe, expect, it } from "vitest";
import { axe } from "../support/axe.ts";
import { noteProblems, useSite } from "../support/site.ts";

const site = useSite();
const OUTSIDE = "http://127.0.0.2:9";

/** Returns the violations that the page sees while `act` runs in it. */
const violations = async (act: string): Promise<string[]> => {
  const page = await site.browser.newPage({ baseURL: site.server.origin });
  try {
    await page.goto("/");
    return await page.evaluate(
      (source) =>
        new Promise<string[]>((resolve) => {
          const seen: string[] = [];
          const waitMs = (time: number) => setTimeout(() => resolve(seen), time);
          document.addEventListener("securitypolicyviolation", (event) => {
            seen.push(event.effectiveDirective);
            waitMs(100);
          });
          // The policy does not apply to the debugger, which runs this, but it does apply to what
          // the script then does.
          new Function(source)();
          waitMs(500);
        }),
      act,
    );
  } finally {
    await page.close();
  }
};

const add = (tag: string, fields: string) =>
  `document.body.append(Object.assign(document.createElement("${tag}"), ${fields}))`;

describe("the policy of pages", () => {
  it.each([
    ["a script inside the page", add("script", '{ textContent: "1" }'), "script-src-elem"],
    ["a script from outside", add("script", `{ src: "${OUTSIDE}/x.js" }`), "script-src-elem"],
    ["a style inside the page", add("style", '{ textContent: "p{}" }'), "style-src-elem"],
    ["a style attribute", 'document.body.setAttribute("style", "color: red")', "style-src-attr"],
    ["an image from outside", add("img", `{ src: "${OUTSIDE}/x.png" }`), "img-src"],
    ["a request to outside", `fetch("${OUTSIDE}/").catch(() => {})`, "connect-src"],
    ["a WebSocket to outside", `new WebSocket("${OUTSIDE.replace("http", "ws")}")`, "connect-src"],
    ["a frame", add("iframe", '{ src: "/" }'), "frame-src"],
    ["another base", add("base", `{ href: "${OUTSIDE}/" }`), "base-uri"],
  ])("stops %s", async (_, act, directive) => {
    expect(await violations(act)).toEqual([directive]);
  });

  it.each([
    ["a request to the service", 'fetch("/health")'],
    ["a WebSocket to the service", 'new WebSocket(location.origin.replace("http", "ws") + "/health")'],
    ["a QR code as a data URI", add("img", '{ src: "data:image/png;base64,iVBORw0KGgo=" }')],
  ])("lets %s through", async (_, act) => {
    expect(await violations(act)).toEqual([]);
  });
});

describe("the tests of pages notice", () => {
  it("an inaccessible element", async () => {
    const page = await site.openPage(
      "/",
      {},
      "<!doctype html><html lang=en><title>t</title><main><h1>t</h1><img src=/logo.png>",
    );
    expect(await axe(page)).toEqual([expect.stringMatching(/^image-alt: /)]);
  });

  it("an error on the console, an exception, a file that is missing, and a violation", async () => {
    const page = await site.browser.newPage({ baseURL: site.server.origin });
    const problems: string[] = [];
    await noteProblems(page, problems);
    await page.goto("/");
    expect(problems).toEqual([]);
    await page.evaluate(() => {
      console.error("on the console");
      setTimeout(() => {
        throw new Error("an exception");
      });
      document.body.append(Object.assign(new Image(), { src: "/assets/nosuch.png" }));
      document.body.setAttribute("style", "color: red");
    });
    const expected = [
      "console: on the console",
      "exception: an exception",
      "404 .*nosuch.png",
      "policy: style-src-attr",
    ];
    for (const problem of expected)
      await expect.poll(() => problems.join("\n"), { timeout: 10_000 }).toMatch(new RegExp(problem));
    await page.close();
  });
});
