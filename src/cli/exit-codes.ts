/** `pass`, `warn` 0; `block`, `approval` 1; wrong use or unusable configuration 2; `undecided` 3. */
export const exitCodes = { pass: 0, warn: 0, block: 1, approval: 1, undecided: 3, usage: 2 } as const;
