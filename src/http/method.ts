/** The methods that the API has; HEAD and OPTIONS follow from them (./answer/methods.ts). */
export type Method = "GET" | "POST" | "PATCH" | "DELETE";
