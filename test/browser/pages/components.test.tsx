// The eight components on one page: the parts of all later pages are accessible and fit, in both
// themes.

import { describe, expect, it } from "vitest";
import { qrDataUri } from "../../../src/web/qr/image.ts";
import { Badge, Button, Card, Notice, QrCode, Steps } from "../../../src/web/ui/components.tsx";
import { Field } from "../../../src/web/ui/field.tsx";
import { brandOf } from "../../../src/web/ui/page/brand.ts";
import { Layout } from "../../../src/web/ui/page/layout.tsx";
import { Table } from "../../../src/web/ui/table.tsx";
import { wordsIn } from "../../../src/web/words/words.ts";
import { axe } from "../support/axe.ts";
import { hiddenInTables, overflow, readQrIn } from "../support/look.ts";
import { screenshot } from "../support/pictures.ts";
import { THEMES, useSite, WIDTHS } from "../support/site.ts";
import { tabThrough } from "../support/tab-through.ts";

const site = useSite();

const TEXT = "tiqrauth://anna_default@login.example.org/82872703535360142800/816146eaf9/Example/2";
const BRAND = brandOf({ brandColor: "", brandLogoUrl: "", helpUrl: "", helpText: "" });
const KINDS = ["info", "success", "warning", "danger"] as const;

const gallery = async (over?: string) => {
  const src = await qrDataUri(TEXT, "svg");
  const { layout } = wordsIn("en");
  return `<!doctype html>${(
    <Layout language="en" words={layout} title="Components" service="Example University" brand={BRAND}>
      <h1>Components</h1>
      <Card title="QR code and steps">
        <QrCode src={src} alt="QR code: scan it with the app">
          {over}
        </QrCode>
        <Steps
          current={2}
          steps={[{ title: "Name", text: "Who you are" }, { title: "Scan", text: "With the app" }, { title: "Done" }]}
        />
      </Card>
      <Card title="Form">
        <Field name="user" label="Name" hint="As your organisation knows you" autocomplete="username" required />
        <Field name="pin" label="PIN" type="password" error="Wrong name or PIN" />
        <p class="actions">
          <Button>Next</Button>
          <Button kind="secondary" href="/">
            Back
          </Button>
          <Button kind="danger">Remove</Button>
          <Button disabled>Not yet</Button>
        </p>
      </Card>
      <Card title="Notices">
        {KINDS.map((kind) => (
          <Notice kind={kind} title={`A ${kind}`}>
            <p>What has happened, and what to do.</p>
          </Notice>
        ))}
      </Card>
      <Card title="Table">
        <Table
          caption="Tokens"
          head={["Serial", "User", "State", "Made", "Last used", "Wrong tries"]}
          rows={(["success", "warning", "danger", "neutral"] as const).map((kind, index) => [
            `TiQRCB8864${index}E`,
            "anna.van.der.berg@example.org",
            <Badge kind={kind}>{kind}</Badge>,
            "2026-10-01 12:34",
            "2026-11-24 07:05",
            index,
          ])}
        />
      </Card>
    </Layout>
  )}`;
};

const LOOKS = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ language: "en", theme, width }) as const));

describe("the components", () => {
  it.each(LOOKS)("are accessible and fit in $theme, $width pixels wide", async (look) => {
    const page = await site.openPage("/components", look, await gallery());
    await screenshot(page, "components", look);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await axe(page)).toEqual([]);
  });

  it.each(LOOKS)("show a QR code that a camera reads in $theme, $width pixels wide", async (look) => {
    const page = await site.openPage("/components", look, await gallery());
    expect(await readQrIn(page.locator(".qr"))).toBe(TEXT);
    const box = await page.locator(".qr").boundingBox();
    expect(box?.width).toBe(box?.height);
  });

  it("show none that a camera reads once something is laid over it", async () => {
    const page = await site.openPage("/components", {}, await gallery("This code is over"));
    expect(await readQrIn(page.locator(".qr"))).toBeUndefined();
    expect(await axe(page)).toEqual([]);
  });

  it("can be reached with the keyboard, except a disabled button", async () => {
    const page = await site.openPage("/components", { width: 320 }, await gallery());
    const reached = await tabThrough(page);
    expect(reached.map(({ text }) => text)).toEqual([
      "Skip to the content",
      "Example University",
      "user",
      "pin",
      "Next",
      "Back",
      "Remove",
    ]);
    expect(reached.filter(({ ring }) => !ring)).toEqual([]);
  });

  it.each([320, 390, 768, 1280])(
    "hide nothing of a table beyond its edge at %d pixels, nor what its parts are",
    async (width) => {
      const page = await site.openPage("/components", { width }, await gallery());
      const table = page.getByRole("table", { name: "Tokens" });
      expect(await hiddenInTables(page)).toBe(0);
      expect(await table.getByRole("columnheader").count()).toBe(6);
      expect(await table.getByRole("rowheader", { name: "TiQRCB88640E" }).count()).toBe(1);
      expect(await table.getByRole("cell", { name: "2026-10-01 12:34" }).count()).toBe(4);
    },
  );

  it("move only for people who have not asked for less motion", async () => {
    for (const reducedMotion of ["reduce", "no-preference"] as const) {
      const page = await site.openPage("/components", { reducedMotion }, await gallery());
      const moving = await page.evaluate(
        () =>
          [...document.querySelectorAll("*")].filter((element) => {
            const { transitionDuration, animationName } = getComputedStyle(element);
            return transitionDuration !== "0s" || animationName !== "none";
          }).length,
      );
      expect(moving > 0).toBe(reducedMotion === "no-preference");
    }
  });
});
