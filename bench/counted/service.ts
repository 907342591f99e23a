// The service, counted.

import service, {
  EnrollmentObject as Enrolment,
  AuditHead as Head,
  TransactionObject as Transaction,
} from "../../src/index.ts";
import { countedObject, countedWorker } from "./counted-worker.ts";

// Its hand-overs are no part of a step.
export { MeterObject } from "../../src/index.ts";
export const AuditHead = countedObject(Head);
export const EnrollmentObject = countedObject(Enrolment);
export const TransactionObject = countedObject(Transaction);
export default countedWorker(service);
