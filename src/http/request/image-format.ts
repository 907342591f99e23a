// `image_format`, our own parameter: the QR code's format. The default is PNG, as privacyIDEA's.

import type { Context } from "hono";
import type { ImageFormat } from "../../core/call.ts";
import { refused } from "../answer/reason-to-wire.ts";
import type { HttpEnv } from "../context.ts";

const FORMATS: Readonly<Record<string, ImageFormat>> = { png: "png", svg: "svg" };

/** Leaves the format for `callOf`, or refuses an unknown one. */
export function takeImageFormat(c: Context<HttpEnv>): Response | undefined {
  const given = c.get("parameter")("image_format") ?? "png";
  const format = Object.hasOwn(FORMATS, given) ? FORMATS[given] : undefined;
  if (!format) return refused(c, { code: "invalid-parameter", message: "Invalid image_format: expected png or svg." });
  c.set("imageFormat", format);
  return undefined;
}
