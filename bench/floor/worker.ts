// The floor as a worker.
import { floorWorker } from "./floor.ts";

export { AuditHead, EnrollmentObject, TransactionObject } from "./objects.ts";
export default floorWorker;
