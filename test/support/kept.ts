// What test/support keeps of the storage, so that not each test has to make it. Test files share a worker and its modules: a
// session that was kept in a variable of its own would still be there when the storage that knows it has been emptied.

export const kept: { administratorToken?: string } = {};

export function forgetWhatWasKept(): void {
  delete kept.administratorToken;
}
