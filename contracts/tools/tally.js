// Reads what `forge test --json` printed and prints `passed failed skipped`; each failure goes to standard error with its reason.
// Exits with 1 where the input is no such report: forge found no test or died, as when a source does not compile.
"use strict";

let report;
try {
  report = JSON.parse(require("fs").readFileSync(0, "utf8"));
} catch {
  process.exit(1);
}

const counts = { Success: 0, Failure: 0, Skipped: 0 };
for (const [suite, { test_results: tests }] of Object.entries(report)) {
  for (const [name, { status, reason, counterexample }] of Object.entries(tests)) {
    counts[status in counts ? status : "Failure"]++;
    if (status === "Success" || status === "Skipped") continue;
    process.stderr.write(`${suite} ${name}: ${reason ?? "no reason given"}${counterexample ? ` ${JSON.stringify(counterexample)}` : ""}\n`);
  }
}

if (counts.Success + counts.Failure + counts.Skipped === 0) process.exit(1);
process.stdout.write(`${counts.Success} ${counts.Failure} ${counts.Skipped}\n`);
