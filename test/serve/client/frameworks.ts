// What the recipes of docs/recipes.md in JavaScript are tried with: small stand-ins for the
// packages that are not installed here, and for each recipe a module that begins and finishes a
// login as a browser does, with its cookies.

interface Framework {
  readonly language: "ts" | "js";
  /** Files beside the recipe, which is recipe.js. */
  readonly files: Readonly<Record<string, string>>;
}

const packageOf = (exports: object): string => JSON.stringify({ type: "module", exports });

/** The routes of an application, and sessions that `regenerate` replaces. */
const EXPRESS = `
export const routes = new Map();
const express = () => ({ use() {}, listen() {}, post: (path, handler) => routes.set(path, handler) });
express.static = express.urlencoded = () => undefined;
export default express;
export const newSession = (request) => {
  request.session = { regenerate: (done) => (newSession(request), done()) };
};
`;

const EXPRESS_SITE = `
import { newSession, routes } from "express";
import "./recipe.js";
const call = (request, path, body) => new Promise((resolve, reject) => {
  let status = 200;
  const response = { status: (code) => ((status = code), response), json: (value) => resolve({ status, value }) };
  routes.get(path)(Object.assign(request, { body }), response).catch(reject);
});
export function visit() {
  const request = {};
  newSession(request);
  return {
    // Express 5 gives a request without fields no body at all.
    begin: (fields) => call(request, "/login", Object.keys(fields).length > 0 ? fields : undefined),
    finish: () => call(request, "/login/finish"),
    signedIn: () => request.session.user,
  };
}
`;

const HONO_SITE = `
import app from "./recipe.js";
const env = { SESSION_SECRET: "a secret of the session" };
export function visit() {
  const cookies = new Map();
  async function call(path, body) {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const reply = await app.request(path, { method: "POST", body, headers: { cookie } }, env);
    for (const [pair, ...attributes] of reply.headers.getSetCookie().map((text) => text.split("; "))) {
      const [name, value] = pair.split("=");
      attributes.includes("Max-Age=0") ? cookies.delete(name) : cookies.set(name, value);
    }
    return { status: reply.status, value: await reply.json() };
  }
  return {
    begin: (fields) => call("/login", new URLSearchParams(fields)),
    finish: () => call("/login/finish"),
    signedIn: () => cookies.get("session")?.split(".")[0],
  };
}
`;

const NEXT_HEADERS = `
export const jar = { now: new Map() };
export const cookies = async () => ({
  get: (name) => jar.now.get(name),
  set: (name, value) => jar.now.set(name, { value }),
  delete: ({ name }) => jar.now.delete(name),
});
`;

const NEXT_SESSION = `
import { cookies } from "next/headers";
export const startSession = async (user) => (await cookies()).set("session", user);
`;

const NEXT_SITE = `
import { jar } from "next/headers";
import { POST, PUT } from "./recipe.js";
export function visit() {
  const own = new Map();
  async function call(handler, fields) {
    jar.now = own;
    const reply = await handler(new Request("http://next/", { method: "POST", body: JSON.stringify(fields) }));
    return { status: reply.status, value: await reply.json() };
  }
  return {
    begin: (fields) => call(POST, fields),
    finish: () => call(PUT),
    signedIn: () => own.get("session")?.value,
  };
}
`;

export const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  Hono: { language: "ts", files: { "site.js": HONO_SITE } },
  Express: {
    language: "js",
    files: {
      "site.js": EXPRESS_SITE,
      "node_modules/express/package.json": packageOf({ ".": "./index.js" }),
      "node_modules/express/index.js": EXPRESS,
      "node_modules/express-session/package.json": packageOf({ ".": "./index.js" }),
      "node_modules/express-session/index.js": "export default () => undefined;",
    },
  },
  "Next.js": {
    language: "ts",
    files: {
      "site.js": NEXT_SITE,
      "node_modules/next/package.json": packageOf({ "./headers": "./headers.js" }),
      "node_modules/next/headers.js": NEXT_HEADERS,
      "node_modules/@/lib/package.json": packageOf({ "./session": "./session.js" }),
      "node_modules/@/lib/session.js": NEXT_SESSION,
    },
  },
};
