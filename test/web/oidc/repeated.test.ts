// A form of thousands of fields that all have one name.

import { expect, it } from "vitest";
import { request } from "../../support/service.ts";

it("is kept as two of them, which show that it is repeated", async () => {
  const body = new URLSearchParams(["1", "2", "3", "4"].map((value) => ["state", value]));
  const sent = await request("/oidc/authorize", {
    method: "POST",
    redirect: "manual",
    headers: { Origin: "https://wiki.example", "Sec-Fetch-Site": "cross-site" },
    body,
  });
  const led = new URL(sent.headers.get("Location") ?? "", "https://tiqr.test");
  expect(led.searchParams.getAll("state")).toEqual(["1", "2"]);
});
