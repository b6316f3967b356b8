// Counts what holds and what does not, and tells what does not.

const SHOWN = 12; // problems shown of one check
const WIDTH = 240; // characters of one

export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;

  // `problems` are sentences; none means that the check holds.
  check(name, problems) {
    if (problems.length === 0) {
      this.passed++;
      return;
    }
    this.failed++;
    console.log(`FAILED ${name}: ${problems.length}`);
    for (const problem of problems.slice(0, SHOWN)) console.log(`    ${problem.slice(0, WIDTH)}`);
    if (problems.length > SHOWN) console.log(`    ... and ${problems.length - SHOWN} more`);
  }

  skip(name, why) {
    this.skipped++;
    console.log(`SKIPPED ${name}: ${why}`);
  }

  // Prints the closing line; returns the status to leave with.
  close() {
    const skipped = this.skipped ? `, ${this.skipped} skipped` : "";
    console.log(`${this.passed} passed, ${this.failed} failed${skipped}`);
    return this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}
