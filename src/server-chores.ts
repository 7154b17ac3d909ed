import { setTimeout as sleep } from "node:timers/promises";

/** Something that a server does again and again. */
export interface Chore {
  /** Does it now as well, where it is not under way. */
  readonly begin: () => void;
  /** Does it no more. Resolves when what is under way has ended, or after so many milliseconds. */
  readonly stop: (limit: number) => Promise<void>;
}

/** Does a chore every so many milliseconds, never twice at once. What breaks after the stop is not told: it has no use. */
export function repeat(milliseconds: number, chore: () => Promise<unknown>, failed: (error: unknown) => void): Chore {
  let isStopped = false;
  let underWay: Promise<unknown> | null = null;
  const begin = (): void => {
    underWay ??= chore()
      .catch((error: unknown) => {
        if (!isStopped) failed(error);
      })
      .finally(() => {
        underWay = null;
      });
  };
  const timer = setInterval(begin, milliseconds).unref();
  return {
    begin,
    stop: async (limit) => {
      isStopped = true;
      clearInterval(timer);
      await Promise.race([underWay, sleep(limit, undefined, { ref: false })]);
    },
  };
}
