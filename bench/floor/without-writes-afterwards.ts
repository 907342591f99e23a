// The floor that leaves out what the service does after its reply.

import { createFloor } from "./floor.ts";

export { AuditHead, EnrollmentObject, TransactionObject } from "./objects.ts";
export default createFloor(false);
