// Reads what `forge test --json` printed and prints `passed failed skipped`; each failure goes to standard error with its reason.
// Gas that differs from the committed figures in snapshots/ is a failure too, since forge leaves that check out where it prints JSON.
// Exits with 1 where the input is no such report: forge found no test or died, as when a source does not compile.
"use strict";

const fs = require("fs");
const path = require("path");

let report;
try {
  report = JSON.parse(fs.readFileSync(0, "utf8"));
} catch {
  process.exit(1);
}

const measured = {};
const counts = { Success: 0, Failure: 0, Skipped: 0 };
for (const [suite, { test_results: tests }] of Object.entries(report)) {
  for (const [name, { status, reason, counterexample, gas_snapshots: gas }] of Object.entries(tests)) {
    for (const [group, figures] of Object.entries(gas ?? {})) Object.assign((measured[group] ??= {}), figures);
    counts[status in counts ? status : "Failure"]++;
    if (status === "Success" || status === "Skipped") continue;
    process.stderr.write(`${suite} ${name}: ${reason ?? "no reason given"}${counterexample ? ` ${JSON.stringify(counterexample)}` : ""}\n`);
  }
}

for (const [group, figures] of Object.entries(measured)) {
  const file = path.join(__dirname, "..", "snapshots", `${group}.json`);
  const committed = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  for (const name of new Set([...Object.keys(committed), ...Object.keys(figures)])) {
    if (committed[name] === figures[name]) continue;
    counts.Failure++;
    process.stderr.write(`gas of ${group}, ${name}: ${figures[name] ?? "not measured"}, committed ${committed[name] ?? "nothing"}\n`);
  }
}

if (counts.Success + counts.Failure + counts.Skipped === 0) process.exit(1);
process.stdout.write(`${counts.Success} ${counts.Failure} ${counts.Skipped}\n`);
