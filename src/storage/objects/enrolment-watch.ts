// How the Worker reaches the objects of watched enrolments.

import { isEnrolmentId, UNKNOWN_ENROLLMENT } from "../../core/enrolment/progress.ts";
import type { EnrolmentWatch } from "../../core/ports/tokens/enrolments.ts";
import { waiting } from "../../request-record.ts";
import type { EnrollmentObject } from "./enrolment-object.ts";
import { listenTo, tellOnly, unbroken } from "./listeners.ts";
import { newsOfEnrolment } from "./news.ts";

export const createEnrolmentWatch = (objects: DurableObjectNamespace<EnrollmentObject>): EnrolmentWatch => ({
  ring: (id) => waiting("object", () => objects.getByName(id).ring()),
  wait: async (id, known, waitMs) => {
    const wait = (ms: number) => objects.getByName(id).wait(known, ms);
    return (
      (await unbroken(
        () => wait(waitMs),
        () => wait(0),
      )) ?? "too-many"
    );
  },
  listen: async (id) =>
    isEnrolmentId(id) ? listenTo(objects.getByName(id)) : tellOnly(newsOfEnrolment(UNKNOWN_ENROLLMENT)),
});
