using System.CommandLine;
using System.Text.Json;
using Render.Network.Governance;

namespace Render.Simulation.Economy;

/// <summary><c>simulate economy</c>: ten years of epochs under scenarios of demand, price and nodes.</summary>
internal static class EconomyCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var scenarios = new Option<string[]>("--scenario") { Description = $"Only these: {string.Join(", ", EconomyScenario.All.Select(scenario => scenario.Name))}.", AllowMultipleArgumentsPerToken = true };
        var seeds = new Option<int>("--seeds") { Description = "Plays of each, with other wanderings of the token's price.", DefaultValueFactory = _ => 32 };
        var from = new Option<ulong>("--from") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
        var years = new Option<int>("--years") { Description = "Years, 1 to 100.", DefaultValueFactory = _ => 10 };
        var price = new Option<double>("--token-price") { Description = "The token's price in the first week, USD.", DefaultValueFactory = _ => new EconomyTerms(Policy.Default).TokenPrice };
        var policy = new Option<FileInfo?>("--policy") { Description = "A file of policy values that differ from the defaults: { \"prices.floor\": \"100000000000000\" }.", HelpName = "FILE" };
        var figures = new Option<string?>("--figures") { Description = "Write the figures into this folder.", HelpName = "FOLDER" };
        var command = new Command("economy", "Plays ten years of the token's economy: supply, burn and mint, what operators earn, what creators pay. The rules are the product's; demand and price are assumed, not foretold.")
        {
            scenarios, seeds, from, years, price, policy, figures,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var named = parsed.GetValue(scenarios) ?? [];
            var chosen = EconomyScenario.All.Where(scenario => named.Length == 0 || named.Contains(scenario.Name)).ToList();
            if (named.FirstOrDefault(name => EconomyScenario.All.All(scenario => scenario.Name != name)) is { } unknown)
                return await Refuse($"There is no scenario {unknown}. There are: {string.Join(", ", EconomyScenario.All.Select(scenario => scenario.Name))}.");
            if (parsed.GetValue(seeds) is < 1 or > 10_000 || parsed.GetValue(years) is < 1 or > 100 || !(parsed.GetValue(price) is > 0 and < 1e9))
                return await Refuse("Seeds are 1 to 10,000, years 1 to 100, and the token's price is above 0.");
            var (rules, problem) = Read(parsed.GetValue(policy));
            if (rules is null)
                return await Refuse(problem);

            var terms = new EconomyTerms(rules) { Epochs = parsed.GetValue(years) * EconomyScenario.Year, TokenPrice = parsed.GetValue(price) };
            var outcomes = new List<EconomyOutcome>();
            foreach (var scenario in chosen)
            {
                await Console.Error.WriteLineAsync($"{scenario.Name}: {scenario.Summary}");
                outcomes.Add(EconomyOutcome.Of(scenario, terms, parsed.GetValue(from), parsed.GetValue(seeds)));
                cancellation.ThrowIfCancellationRequested();
            }

            if (parsed.GetValue(figures) is { } folder)
                EconomyFigures.Write(outcomes, folder);
            Console.WriteLine(EconomyTable.Of(outcomes));
            return 0;
        });
        return command;
    }

    private static async Task<int> Refuse(string problem)
    {
        await Console.Error.WriteLineAsync(problem);
        return 2;
    }

    private static (Policy? Policy, string Problem) Read(FileInfo? file)
    {
        if (file is null)
            return (Policy.Default, "");
        try
        {
            if (PolicyDiff.Parse(File.ReadAllText(file.FullName)) is not { } diff)
                return (null, $"{file} holds no JSON object: write {{ \"path.of.value\": value, … }}.");
            var (policy, errors) = diff.Apply(Policy.Default);
            return (policy, $"{file}: {string.Join("; ", errors.Select(error => $"{error.Path}: {error.Message}"))}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, $"{file} cannot be read: {e.Message}");
        }
    }
}
