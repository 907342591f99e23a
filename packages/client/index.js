// What applications import: the steps of a login.

export { TiqrClient, TiqrError } from "./tiqr-client.js";
