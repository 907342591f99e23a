// The floor that does after its reply what the service does after its own.

import { createFloor } from "./floor.ts";

export { AuditHead, EnrollmentObject, TransactionObject } from "./objects.ts";
export default createFloor(true);
