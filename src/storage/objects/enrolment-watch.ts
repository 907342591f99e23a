// Enrolments that are watched, seen from the Worker.

import { isEnrollmentId, UNKNOWN_ENROLLMENT } from "../../core/enrolment/progress.ts";
import type { EnrollmentWatch } from "../../core/ports/enrolments.ts";
import type { EnrollmentObject } from "./enrolment-object.ts";
import { listenTo, tellOnly, unbroken } from "./listeners.ts";
import { newsOfEnrollment } from "./news.ts";

export const createEnrollmentWatch = (objects: DurableObjectNamespace<EnrollmentObject>): EnrollmentWatch => ({
  ring: (id) => objects.getByName(id).ring(),
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
    isEnrollmentId(id) ? listenTo(objects.getByName(id)) : tellOnly(newsOfEnrollment(UNKNOWN_ENROLLMENT)),
});
