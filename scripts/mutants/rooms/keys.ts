import type { Room } from "./room.ts";

export const keys: Room = {
  subjects: [
    { file: "storage/keys/reseal.ts", near: ["storage/keys/reseal"], far: [] },
    { file: "storage/keys/seal.ts", near: ["storage/keys/seal"], far: [] },
  ],
  unnoticed: [
    {
      file: "storage/keys/reseal.ts",
      at: "left === 0 && last",
      was: "left === 0 && last",
      is: "left === 0",
      because: "a look that has none left has read a last row; the check is for the type",
    },
  ],
};
