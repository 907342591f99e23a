// What the success of an item adds: in a dry run, that a link would be made.

export const JOB_NOTICES = { "would-link": "A registration link would be made." } as const;
export type JobNotice = keyof typeof JOB_NOTICES;
