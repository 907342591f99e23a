// What applications import: the steps of a login, and the management of the service.

export { TiqrError } from "./errors.js";
export { TiqrManagement } from "./management.js";
export { TiqrClient } from "./tiqr-client.js";
