// The addresses of jobs, and the ids that forms bring along: the same form twice begins one job.

import { toBase64Url } from "../../../src/for-console.ts";

export const JOBS_PATH = "/console/jobs";
export const jobPage = (id: string): string => `${JOBS_PATH}/${encodeURIComponent(id)}`;

export const drawJobId = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(16)));

/** The header of a file of users and one line, with the API's names of the columns. */
export const SAMPLE_FILE = "login;realm;e-mail;name;groups\nanna;;anna@example.org;Anna Visser;staff,vpn";
