using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Local.Cli.Views;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render quote SCENE</c>.</summary>
internal static class QuoteCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var scene = SceneUpload.Scene();
        var spec = new SpecOptions();
        var command = new TeachingCommand("quote", "Say what a job would cost and take, tier by tier. Binds nobody: a small pilot counts the work, nothing is locked.")
        {
            Examples =
            [
                ("render quote scene.glb --size 1280x720 --samples 64", "one frame, or the whole animation"),
                ("render quote scene.glb --frames 1-48 --json", "for a script"),
            ],
        };
        command.Add(scene);
        spec.AddTo(command);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            var package = await SceneUpload.Upload(context, network, context.Words.GetRequiredValue(scene), spec.EnvironmentFile(context.Words), cancellation);
            var quote = await network.Post<QuoteRequest, QuoteView>("/v1/quotes", new QuoteRequest(spec.Spec(context.Words, package)), cancellation);
            if (context.Screen.AsJson)
                context.Screen.Json(quote, CommandJson.Options);
            else
                Show(context.Screen, quote);
            return ExitCode.Success;
        });
    }

    /// <summary>Prints a quote.</summary>
    public static void Show(Screen screen, QuoteView quote)
    {
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{quote.Rays / 1e6:N1} million rays, {quote.WorkUnits:0.##} work units, {quote.Tasks} tasks"));
        screen.Table(new Listing(
            ["tier", ">P50", ">P90 (locked)", ">per million rays", "ready in", ">fit nodes"],
            [.. quote.Tiers.OrderBy(t => t.Tier).Select(t => (IReadOnlyList<string>)
            [
                t.Tier.ToString(), AmountText.Of(t.P50), AmountText.Of(t.P90), AmountText.Of(t.PricePerMillionRays), Eta(t), t.FitNodes.ToString(CultureInfo.InvariantCulture),
            ])],
            "No tier can take it."));
        foreach (var tier in quote.Tiers.OrderBy(t => t.Tier))
            if (tier.Shortage is { } shortage)
                screen.Note($"{tier.Tier}: {RunPicture.Waits(shortage)}");
        foreach (var notice in quote.Notices)
            screen.Note($"note: {notice}");
    }

    private static string Eta(TierQuote tier) => tier.EtaSecondsP50 is { } p50 && tier.EtaSecondsP90 is { } p90
        ? $"{DurationText.Format(TimeSpan.FromSeconds(p50))} – {DurationText.Format(TimeSpan.FromSeconds(p90))}"
        : $"no fit node for {tier.Tier switch { Tier.Economy => "it", _ => "this tier" }} now";
}
