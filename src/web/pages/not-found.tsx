// The page for an unknown address, for clients that ask for a page (Accept) by GET or HEAD, outside
// the API's addresses. Applications and phones get the JSON of src/app.ts.

import type { Context } from "hono";
import { sendPage } from "../ui/page/page.tsx";
import { prefersPage } from "./prefers-page.ts";
import { problemPage } from "./problem.tsx";

export const wantsPage = async (c: Context): Promise<boolean> => /^(GET|HEAD)$/.test(c.req.method) && prefersPage(c);

export function sendNotFound(c: Context, service: string): Response | Promise<Response> {
  c.header("Vary", "Accept", { append: true });
  return sendPage(c, { service, status: 404 }, ({ notFound }) => problemPage(notFound));
}
