// The floor, counted.

import { floorWorker } from "../floor/floor.ts";
import {
  EnrollmentObject as Enrolment,
  AuditHead as Head,
  TransactionObject as Transaction,
} from "../floor/objects.ts";
import { countedObject, countedWorker } from "./counted-worker.ts";

export const AuditHead = countedObject(Head);
export const EnrollmentObject = countedObject(Enrolment);
export const TransactionObject = countedObject(Transaction);
export default countedWorker(floorWorker);
