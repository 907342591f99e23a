// `image_format`, a parameter of ours: how the QR code in the reply is drawn. privacyIDEA draws a PNG, and so do we unless told.

import type { MiddlewareHandler } from "hono";
import type { ImageFormat } from "../core/call.ts";
import type { HttpEnv } from "./context.ts";
import { refused } from "./reason-to-wire.ts";

const FORMATS: Readonly<Record<string, ImageFormat>> = { png: "png", svg: "svg" };

/** After withParameters. Leaves the format for `callOf`, or answers that there is no such format. */
export const withImageFormat: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const given = c.var.parameter("image_format") ?? "png";
  const format = Object.hasOwn(FORMATS, given) ? FORMATS[given] : undefined;
  if (!format) return refused(c, { code: "invalid-parameter", message: "Invalid image_format: expected png or svg." });
  c.set("imageFormat", format);
  return next();
};
