// What applications import: the steps of a login, and the management of the service.

export { TiqrClient } from "./login/tiqr-client.js";
export { TiqrManagement } from "./management/management.js";
export { TiqrError } from "./requests/errors.js";
