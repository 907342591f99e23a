/** The methods that the API has; HEAD and OPTIONS follow from them (./answer/methods.ts). */
export const METHODS = ["GET", "POST", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];
