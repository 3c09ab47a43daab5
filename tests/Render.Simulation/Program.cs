using System.CommandLine;
using Render.Simulation;
using Render.Simulation.Adversaries;
using Render.Simulation.Economy;

var seeds = new Option<int>("--seeds") { Description = "How many runs.", DefaultValueFactory = _ => 20 };
var from = new Option<ulong>("--from") { Description = "The first seed; the others follow it.", DefaultValueFactory = _ => 1 };
var json = new Option<bool>("--json") { Description = "Write a line of JSON a run, for programs." };
var trace = new Option<bool>("--trace") { Description = "Write all that happens. One process." };
var keepGoing = new Option<bool>("--keep-going") { Description = "Go on after a run that failed." };
var plant = new Option<Plant>("--plant") { Description = "Break something on purpose, to see that it is found.", DefaultValueFactory = _ => Plant.None };
var jobs = new Option<int>("--jobs") { Description = "Processes at a time; a run is one process's.", DefaultValueFactory = _ => Environment.ProcessorCount };
var stride = new Option<ulong>("--stride") { Description = "Step from one seed to the next.", Hidden = true, DefaultValueFactory = _ => 1 };
var root = new RootCommand("Runs the whole network in one process under a seeded clock, network and disk, and checks after every step what must always hold.")
{
    seeds, from, json, trace, keepGoing, plant, jobs, stride,
};
root.SetAction((parsed, cancellation) => new Batch(
    parsed.GetValue(from), parsed.GetValue(seeds), parsed.GetValue(stride), parsed.GetValue(plant), parsed.GetValue(json), parsed.GetValue(trace), parsed.GetValue(keepGoing))
    .Run(parsed.GetValue(jobs), cancellation));
root.Add(AdversariesCommand.Create());
root.Add(EconomyCommand.Create());
return await root.Parse(args).InvokeAsync();
