// How a person is kept out by a desk: what is asked for, and what a batch finds.

import type { UserReading } from "../../user.ts";

/** What a desk has said about keeping the person out. All is null without a block. */
export interface UserBlock {
  /** Since when it holds; null: not, or not yet. */
  readonly atMs: number | null;
  /** When it begins, if it has not. */
  readonly fromMs: number | null;
  /** When it ends by itself. */
  readonly untilMs: number | null;
  readonly by: string | null;
  readonly reason: string | null;
}

export interface NewBlock {
  readonly fromMs: number;
  readonly untilMs: number | undefined;
  readonly reason: string | undefined;
  /** The job that blocks many people at once. */
  readonly job: string | undefined;
  /** For the right `enable` instead: the block that there is may become shorter, or begin later. */
  readonly mayShorten: boolean;
}

/** `fromMs` is undefined for at once. */
export type BlockRequest = Pick<NewBlock, "untilMs" | "reason"> & { readonly fromMs: number | undefined };

/** A user as a batch has found it. */
export interface BlockState extends UserReading {
  readonly blocked: boolean;
  /** A block has not begun yet. */
  readonly planned: boolean;
  /** By a directory. */
  readonly deactivated: boolean;
  /** The job that has blocked the user, and nobody else. */
  readonly job: string | undefined;
}

/** Who is kept out now, by whichever cause or by a directory, and who will be, from a date on. */
export const BLOCKED_FILTERS = ["yes", "directory", "planned"] as const;
export type BlockedFilter = (typeof BLOCKED_FILTERS)[number];
