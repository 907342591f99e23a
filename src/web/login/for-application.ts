// Reads the application's request in a form of the login page, before the form is used.

import type { Context } from "hono";
import type { Ports } from "../../core/ports/index.ts";
import type { HttpEnv } from "../../http/context.ts";
import { type ReadApplication, readApplication } from "./application.ts";
import type { LoginView } from "./view.ts";

type Answer = Response | Promise<Response>;
/** `application` is undefined when the person signs in to the service itself. */
type Handle = (c: Context<HttpEnv>, application: ReadApplication | undefined) => Answer;
type Show = (c: Context<HttpEnv>, view: LoginView, status: 400) => Answer;

/**
 * A form whose request cannot be read must not become a sign-in to the service itself: the person
 * wanted to go elsewhere. `show` draws the page that says so.
 */
export const forApplication =
  (ports: Pick<Ports, "sealer" | "settings">, show: Show) =>
  (handle: Handle) =>
  async (c: Context<HttpEnv>): Promise<Response> => {
    const { parameter, names } = c.var;
    if (!names.has("request")) return handle(c, undefined);
    const application = await readApplication(ports, parameter("request") ?? "");
    if (!application) return show(c, { kind: "unreadable" }, 400);
    return application.isOutdated ? show(c, { kind: "outdated", application }, 400) : handle(c, application);
  };
