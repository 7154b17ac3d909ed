import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with one plain line that any log reader understands: `N passed, M failed, K skipped`. */
export default class PlainSummary implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const totals = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    let broken = 0;
    for (const testModule of modules) {
      if (testModule.errors().length > 0) broken += 1;
      for (const test of testModule.children.allTests()) totals[test.result().state] += 1;
    }
    process.stdout.write(
      `\n${totals.passed} passed, ${totals.failed + broken} failed, ${totals.skipped + totals.pending} skipped\n`,
    );
  }
}
