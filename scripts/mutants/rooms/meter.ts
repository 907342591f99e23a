import type { Room } from "./room.ts";

const METRICS = ["http/watching/step-metrics"];

export const meter: Room = {
  subjects: [
    { file: "core/step-numbers.ts", near: ["core/step-numbers"], far: METRICS },
    { file: "http/step.ts", near: METRICS, far: ["http/watching/request-log"] },
    { file: "http/step-metrics.ts", near: METRICS, far: [] },
    { file: "storage/meter/meter-object.ts", near: ["storage/meter/store"], far: METRICS },
    { file: "storage/meter/store.ts", near: ["storage/meter/store"], far: METRICS },
  ],
  unnoticed: [
    {
      file: "http/step.ts",
      at: "if (known !== undefined) return known;",
      was: "known !== undefined",
      is: "false",
      because: "the step is then made again, which only takes longer",
    },
  ],
};
