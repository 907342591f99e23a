// People who are kept out: what a desk does, and what it finds.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import worker from "../../../src/index.ts";
import { asAdmin, type Reply, resultOf } from "../service.ts";

const pathOf = (user: string, realm = "realm1") => `/user/${realm}/${user}/block`;

export const block = (user: string, fields: Record<string, string> = {}): Promise<Reply> =>
  asAdmin("POST", pathOf(user), fields);

export const unblock = (user: string): Promise<Reply> => asAdmin("DELETE", pathOf(user));

export const userOf = async (user: string) => resultOf(await asAdmin("GET", `/user/realm1/${user}`));

export const ONE_DAY_MS = 24 * 3600_000;

export const inDays = (days: number): string => new Date(Date.now() + days * ONE_DAY_MS).toISOString();

export const cronAt = (nowMs: number): Promise<void> =>
  worker.scheduled(createScheduledController({ scheduledTime: new Date(nowMs) }), env as Env);

/** As a directory does. */
export const setDeactivated = (user: string, atMs: number | null) =>
  env.DB.prepare("UPDATE user SET deactivated_at_ms = ? WHERE name = ?").bind(atMs, user).run();

/** The same of somebody deactivated: its DELETE. */
export const setDeleted = (user: string, atMs: number) =>
  env.DB.prepare("UPDATE user SET deactivated_at_ms = ?1, deleted_at_ms = ?1 WHERE name = ?2").bind(atMs, user).run();
