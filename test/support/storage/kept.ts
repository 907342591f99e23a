// The things that test/support keeps of the storage, so that not every test has to make them. Test
// files share a worker and its modules: a session kept in a plain variable would still be there
// after the storage that knows it has been emptied.

export const keptSession: { administratorToken?: string } = {};

export function forgetWhatWasKept(): void {
  delete keptSession.administratorToken;
}
