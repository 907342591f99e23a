// Miniflare is one file of 3 MB. As a static import each command would read it, also one that
// refuses its arguments. Not by `require`, which is quicker but keeps 11 MB more in memory.
export const loadMiniflare = (): Promise<typeof import("miniflare")> => import("miniflare");
