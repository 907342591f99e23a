import type { Room } from "./room.ts";

export const keys: Room = {
  subjects: [
    { file: "storage/keys/reseal.ts", near: ["storage/keys/reseal"], far: [] },
    { file: "storage/keys/seal.ts", near: ["storage/keys/seal"], far: [] },

    { file: "storage/keys/check.ts", near: ["http/key-change"], far: ["http/health"] },
    { file: "storage/keys/keyring.ts", near: ["http/key-change", "storage/keys/seal"], far: [] },
    { file: "storage/keys/reseal-cron.ts", near: ["storage/keys/reseal", "http/key-change"], far: [] },
    { file: "storage/keys/sealed-places.ts", near: ["storage/keys/reseal"], far: ["http/key-change"] },
    { file: "storage/keys/use.ts", near: ["storage/keys/seal", "http/key-change"], far: [] },
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
