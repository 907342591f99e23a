// The operator's look: colour, logo, and where people find help. src/app.ts gives it to each page.

import type { Context } from "hono";
import type { Hono } from "../../../http/hono.ts";
import type { Settings } from "../../../settings.ts";
import { shadesOf } from "./colours.ts";

export interface Brand {
  /** The address of a stylesheet that replaces the colours; undefined where they stay. */
  readonly stylesheet: string | undefined;
  readonly logo: string;
  readonly help: { readonly url: string | undefined; readonly text: string | undefined } | undefined;
}

export type BrandSettings = Pick<Settings, "brandColor" | "brandLogoUrl" | "helpUrl" | "helpText">;

const OURS: Brand = { stylesheet: undefined, logo: "/logo.png", help: undefined };

/** The backgrounds of links and buttons in variables.css. */
const GROUNDS = { light: ["#f3f6f9", "#ffffff", "#eef3f7"], dark: ["#0a1622", "#122334", "#192d41"] } as const;

export function brandOf({ brandColor, brandLogoUrl, helpUrl, helpText }: BrandSettings): Brand {
  const help =
    helpUrl === "" && helpText === "" ? undefined : { url: helpUrl || undefined, text: helpText || undefined };
  return {
    stylesheet: brandColor === "" ? undefined : `/brand-${brandColor.slice(1)}.css`,
    logo: brandLogoUrl || OURS.logo,
    help,
  };
}

export function brandStylesheet(colour: string): string {
  const rule = (theme: "light" | "dark") => {
    const { accent, accentStrong, onAccent } = shadesOf(colour, theme, GROUNDS[theme]);
    return (
      `:root{--accent:${accent};--accent-strong:${accentStrong};--on-accent:${onAccent};--link:${accent};` +
      `--navy:${accent};--mint:${accentStrong}}`
    );
  };
  return `${rule("light")}\n@media (prefers-color-scheme: dark){${rule("dark")}}\n`;
}

export function brandRoutes(app: Hono, settings: BrandSettings): void {
  const { stylesheet } = brandOf(settings);
  if (stylesheet === undefined) return;
  // The address contains the colour, so a browser may keep it.
  app.get(stylesheet, (c) =>
    c.body(brandStylesheet(settings.brandColor), 200, {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": "public, max-age=31536000, immutable",
    }),
  );
}

const KEY = "brand";
export const leaveBrand = (c: Context, brand: Brand): void => c.set(KEY, brand);
export const brandFor = (c: Context): Brand => (c.get(KEY) as Brand | undefined) ?? OURS;
