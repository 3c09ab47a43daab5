using System.CommandLine;
using Render.Local.Cli.Views;
using Render.Network.Economics;
using Render.Network.Governance.Replay;

namespace Render.Local.Cli.Commands;

/// <summary><c>render governance</c>: <c>preview</c>.</summary>
internal static class GovernanceCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("governance", "Proposals: changes of the policy's values, and what they would have done.") { Preview(surroundings) };

    private static TeachingCommand Preview(Surroundings surroundings)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The proposal: values of the policy by their paths, { \"split.burnBp\": 5000, \"split.operatorsBp\": 4500 }." };
        var from = new Option<string?>("--from") { Description = "Replay the books of this audit bundle, offline. A .zip, a folder with bundle.json, or that file. Default: the coordinator's.", HelpName = "BUNDLE" };
        var all = new Option<bool>("--all") { Description = "Show every epoch and every account, not only the last and the most touched." };
        var command = new TeachingCommand(
            "preview",
            "Replay all past epochs as if a proposal had always been in force, to the last unit: what would have been burned, minted and paid, and who gains or loses. Who ordered and who rendered stay as recorded; what people would have done instead no book can tell.")
        {
            Examples =
            [
                ("render governance preview more-burn.json", "under the coordinator's own books"),
                ("render governance preview more-burn.json --from out/demo/bundle.zip", "under somebody's, offline"),
            ],
        };
        command.Add(file);
        command.Add(from);
        command.Add(all);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var proposal = context.Words.GetRequiredValue(file);
            var diff = PolicyFile.Read(proposal);
            var bundle = context.Words.GetValue(from) is { } path
                ? await BundleReader.Read(path, cancellation)
                : await BundleReader.Fetch(context.Connect(), BundleReader.Whole, keep: null, cancellation);
            // A replay believes the books, so they are checked first.
            if (BookAudit.Run(bundle) is { Count: > 0 } findings)
                throw new CommandFailedException(
                    ExitCode.Failure, $"These books do not hold: {findings[0].Fault}, {findings[0].Detail}{(findings.Count > 1 ? $", and {findings.Count - 1} more" : "")}.",
                    "Run `render audit` on them: it shows every fault.");
            var (result, errors) = PolicyReplay.Of(bundle.Entries, diff);
            if (result is null)
                throw PolicyFile.NotAllowed(proposal, errors);
            if (context.Screen.AsJson)
                context.Screen.Json(result, CommandJson.Options);
            else
                PreviewView.Show(context.Screen, result, Books.Of(bundle.Entries).Policy!, diff, context.Words.GetValue(all));
            return ExitCode.Success;
        });
    }
}
