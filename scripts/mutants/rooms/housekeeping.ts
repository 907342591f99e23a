import type { Room } from "./room.ts";

const RUNS = ["storage/housekeeping/run-housekeeping", "storage/housekeeping/behind"];

export const housekeeping: Room = {
  subjects: [
    { file: "storage/housekeeping/database-health.ts", near: ["http/health"], far: [] },
    { file: "storage/housekeeping/forget.ts", near: RUNS, far: ["storage/housekeeping/cost", "storage/upgrade"] },
    { file: "storage/housekeeping/house-state.ts", near: RUNS, far: ["http/health"] },
    { file: "storage/housekeeping/other-suites.ts", near: RUNS, far: ["storage/housekeeping/cost"] },
    { file: "storage/housekeeping/run-housekeeping.ts", near: RUNS, far: ["storage/housekeeping/cost"] },
  ],
  unnoticed: [],
};
