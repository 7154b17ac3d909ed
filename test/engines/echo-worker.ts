/** Runs in a worker thread: answers each task with its message, after so many milliseconds as it says. */
import { parentPort } from "node:worker_threads";

parentPort?.on("message", (message: { readonly after?: number }) => {
  setTimeout(() => parentPort?.postMessage({ ok: true, value: message, discard: false }), message.after ?? 0);
});
