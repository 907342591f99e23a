// `image_format`: the QR code as PNG or as SVG, on every route that shows one.

import { beforeAll, describe, expect, it } from "vitest";
import {
  asAdmin,
  check,
  type EnrolledToken,
  enrol,
  errorOf,
  initToken,
  post,
  type Reply,
  request,
} from "../../support/service.ts";
import { readDataUri } from "../../web/support/read-data-uri.ts";

let enrolled: EnrolledToken;
beforeAll(async () => {
  enrolled = await enrol({ user: "drawn", pin: "1234", serial: "DRAWN" });
});

/** Every route that draws, with its image and the text of the image. */
type Ask = (format: Record<string, string>) => Promise<Reply>;
const PIN = { user: "drawn", pass: "1234" };
const ROUTES: [route: string, ask: Ask][] = [
  ["POST /validate/check", (format) => check({ ...PIN, ...format })],
  ["GET /validate/check", (format) => request(`/validate/check?${new URLSearchParams({ ...PIN, ...format })}`)],
  ["POST /validate/samlcheck", (format) => post("/validate/samlcheck", { ...PIN, ...format })],
  [
    "/validate/triggerchallenge",
    (format) => asAdmin("POST", "/validate/triggerchallenge", { user: "drawn", ...format }),
  ],
  ["POST /token/init", (format) => initToken({ user: "drawn", serial: "DRAWN2", ...format })],
];

const drawn = ({ json: { detail } }: Reply): { value: string; images: string[] } =>
  detail.tiqrenroll
    ? { value: detail.tiqrenroll.value, images: [detail.tiqrenroll.img] }
    : {
        value: detail.attributes.value,
        images: [
          detail.attributes.img,
          detail.image,
          ...detail.multi_challenge.map((entry: { image: string }) => entry.image),
        ],
      };

describe.each(ROUTES)("%s", (_, ask) => {
  it.each([
    ["nothing", {}, "data:image/png;base64,"],
    ["an empty image_format", { image_format: "" }, "data:image/png;base64,"],
    ["png", { image_format: "png" }, "data:image/png;base64,"],
    ["svg", { image_format: "svg" }, "data:image/svg+xml;base64,"],
  ])("draws its text as %s", async (_, format, prefix) => {
    const { value, images } = drawn(await ask(format));
    expect(images.length).toBeGreaterThan(0);
    expect(new Set(images).size).toBe(1);
    expect(images[0]?.slice(0, prefix.length)).toBe(prefix);
    expect(await readDataUri(images[0])).toBe(value);
  });

  it.each(["jpeg", "SVG", "svg+xml", "toString"])("refuses the format %s", async (image_format) => {
    const refusal = [400, 905, "ERR905: Invalid image_format: expected png or svg."];
    expect(errorOf(await ask({ image_format }))).toEqual(refusal);
  });
});

it("does nothing else when it refuses a format: no token is made, no failure counted", async () => {
  await initToken({ user: "undrawn", serial: "UNDRAWN", image_format: "gif" });
  await check({ user: "drawn", pass: "wrong", image_format: "gif" });
  const tokens = async (serial: string) => (await asAdmin("GET", `/token/?serial=${serial}`)).json.result.value.tokens;
  expect(await tokens("UNDRAWN")).toEqual([]);
  expect(await tokens(enrolled.serial)).toMatchObject([{ failcount: 0 }]);
});
