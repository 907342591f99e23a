// The lines of the icons, in a square of 20.

import type { ConsolePlace } from "./places.ts";

export const DRAWINGS = {
  dashboard: "M3 3h5.5v5.5H3zM11.5 3H17v5.5h-5.5zM3 11.5h5.5V17H3zM11.5 11.5H17V17h-5.5z",
  users:
    "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2 17a5.5 5.5 0 0 1 11 0M13 3.7a3 3 0 0 1 0 5.6M15 11.9a5.5 5.5 0 0 1 3 5.1",
  tokens:
    "M6.5 2h7A1.5 1.5 0 0 1 15 3.5v13a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 5 16.5v-13A1.5 1.5 0 0 1 6.5 2M9 15h2",
  links: "M8.3 11.7a3.5 3.5 0 0 0 5 0l3-3a3.5 3.5 0 0 0-5-5l-1 1M11.7 8.3a3.5 3.5 0 0 0-5 0l-3 3a3.5 3.5 0 0 0 5 5l1-1",
  transactions: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15M10 6v4.2l2.8 1.8",
  clients:
    "M4 3.5h12A1.5 1.5 0 0 1 17.5 5v10a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15V5A1.5 1.5 0 0 1 4 3.5M2.5 7.5h15",
  endpoints: "M11 2 4 11.5h5L8.5 18 16 8h-5.5z",
  accounts: "M10 2l6.5 2.5v5c0 4-2.7 7-6.5 8.5-3.8-1.5-6.5-4.5-6.5-8.5v-5zM7.3 9.8l2 2 3.4-3.7",
  audit: "M5 2.5h10a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1M7 6.5h6M7 10h6M7 13.5h3.5",
  jobs: "m10 2.5 7.5 4-7.5 4-7.5-4zM2.5 10l7.5 4 7.5-4M2.5 13.5l7.5 4 7.5-4",
  settings: "M2.5 6h7.5M14 6h3.5M2.5 14H6M10 14h7.5M12 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4M8 12a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  find: "M8.8 14.5a5.7 5.7 0 1 0 0-11.4 5.7 5.7 0 0 0 0 11.4M13 13l4.5 4.5",
  more: "m5.5 8 4.5 4.5L14.5 8",
} as const satisfies Record<ConsolePlace | "menu" | "find" | "more", string>;
