using System.Globalization;
using System.Text.Json;
using Render.Scheduling.Simulation.Engine;
using Render.Scheduling.Simulation.Population;
using Render.Scheduling.Simulation.Report;

var words = args.Index().Where(word => word.Item.StartsWith("--", StringComparison.Ordinal)).ToDictionary(word => word.Item[2..], word => args.ElementAtOrDefault(word.Index + 1) ?? "");
if (words.Keys.Except(["nodes", "tasks", "seed", "json", "figures", "only", "still", "market", "transfers", "from"]).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"--{unknown} is unknown. Options: --nodes N --tasks N --seed N --json FILE --figures FOLDER --only POLICY --still --market --transfers, or --from FILE --figures FOLDER");
    return 2;
}

if (words.TryGetValue("from", out var earlier) && words.TryGetValue("figures", out var place))
{
    Figures.Write(Directory.CreateDirectory(place).FullName, JsonSerializer.Deserialize<List<Outcome>>(await File.ReadAllTextAsync(earlier), OutcomeTable.Json) ?? []);
    return 0;
}

var (nodes, tasks, seed) = (Number("nodes", 10_000), Number("tasks", 1_000_000), (ulong)Number("seed", 1));
var policies = ServingPolicy.All.Select(make => make(seed)).Where(policy => !words.TryGetValue("only", out var only) || only == policy.Name).ToList();
if (policies.Count == 0)
{
    Console.Error.WriteLine($"There is no policy {words["only"]}. There are: {string.Join(", ", ServingPolicy.All.Select(make => make(seed).Name))}.");
    return 2;
}

var scenario = Scenario.Of(seed, nodes, tasks, new Conditions(!words.ContainsKey("still"), words.ContainsKey("market"), words.ContainsKey("transfers")));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{nodes:N0} nodes, {scenario.Jobs.Count:N0} jobs, {scenario.Jobs.Sum(job => job.Record.Tasks):N0} tasks, seed {seed}; {scenario.Refused:N0} jobs bid less than anybody asks"));
Console.WriteLine(OutcomeTable.Head);
var outcomes = new List<Outcome>();
foreach (var policy in policies)
{
    outcomes.Add(new NetworkRun(scenario, policy).Go());
    Console.WriteLine(OutcomeTable.Row(outcomes[^1]));
}

if (words.TryGetValue("json", out var file))
    await File.WriteAllTextAsync(file, JsonSerializer.Serialize(outcomes, OutcomeTable.Json));
if (words.TryGetValue("figures", out var folder))
    Figures.Write(Directory.CreateDirectory(folder).FullName, outcomes);
return 0;

int Number(string name, int otherwise) => words.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
