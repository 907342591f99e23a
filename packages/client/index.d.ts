// The types of index.js.

export * from "./tiqr-client.js";
