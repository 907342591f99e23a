import type { Room } from "./room.ts";

const METRICS = ["http/watch/step-metrics"];

export const meter: Room = {
  subjects: [
    { file: "core/step-numbers.ts", near: ["core/step-numbers"], far: METRICS },
    { file: "http/watch/step.ts", near: METRICS, far: ["http/watch/request-log"] },
    { file: "http/watch/step-metrics.ts", near: METRICS, far: [] },
    { file: "storage/meter/meter-object.ts", near: ["storage/meter/store"], far: METRICS },
    { file: "storage/meter/store.ts", near: ["storage/meter/store"], far: METRICS },
  ],
  unnoticed: [
    {
      file: "http/watch/step.ts",
      at: "if (known !== undefined) return known;",
      was: "known !== undefined",
      is: "false",
      because: "the step is then made again, which only takes longer",
    },
  ],
};
