// The numbers of each step for Prometheus (../system/metrics-routes.ts). Zeros have no line.

import { requestsOf, type StepSums, type StorageKind, WAITS_MS, waitsOf } from "../../core/step-numbers.ts";

/** Steps are our own words (./step.ts), so nothing has to be escaped. */
export function linesOfSteps(steps: StepSums): string[] {
  const all = [...steps.keys()].sort().map((step) => [step, steps.get(step) ?? []] as const);
  return [
    "# HELP tiqr_requests_total Requests by route, class of status, and the server that has answered.",
    "# TYPE tiqr_requests_total counter",
    ...all.flatMap(([step, numbers]) =>
      requestsOf(numbers).map(
        ({ by, status, count }) => `tiqr_requests_total{${labelsOf(step)},status="${status}",by="${by}"} ${count}`,
      ),
    ),
    "# HELP tiqr_d1_seconds What requests that asked D1 have waited for it before their answer.",
    "# TYPE tiqr_d1_seconds histogram",
    ...all.flatMap(([step, numbers]) => linesOfWaits("d1", labelsOf(step), numbers)),
    "# HELP tiqr_object_seconds What requests that asked Durable Objects have waited for them before their answer.",
    "# TYPE tiqr_object_seconds histogram",
    ...all.flatMap(([step, numbers]) => linesOfWaits("object", labelsOf(step), numbers)),
  ];
}

function labelsOf(step: string): string {
  const [method = "", route = ""] = step.split(" ");
  return `method="${method}",route="${route}"`;
}

function linesOfWaits(kind: StorageKind, labels: string, numbers: readonly number[]): string[] {
  const { counts, totalMs } = waitsOf(numbers, kind);
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return [];
  const name = `tiqr_${kind}_seconds`;
  let passed = 0;
  const buckets = WAITS_MS.map((ms, at) => {
    passed += counts[at] ?? 0;
    return `${name}_bucket{${labels},le="${ms / 1000}"} ${passed}`;
  });
  return [
    ...buckets,
    `${name}_bucket{${labels},le="+Inf"} ${all}`,
    `${name}_sum{${labels}} ${totalMs / 1000}`,
    `${name}_count{${labels}} ${all}`,
  ];
}
