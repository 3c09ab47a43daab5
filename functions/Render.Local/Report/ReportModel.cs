using Render.Local.Cli.Views;
using Render.Network.Messages;

namespace Render.Local.Report;

/// <summary>Everything that the one-page report shows.</summary>
/// <param name="Title">The scene's name.</param>
/// <param name="Job">The job, at its end.</param>
/// <param name="Receipt">What the creator keeps.</param>
/// <param name="Tasks">Every task.</param>
/// <param name="Nodes">Every node that took part.</param>
/// <param name="Entries">The ledger, whole.</param>
/// <param name="Accounts">Every account's balance.</param>
/// <param name="Epochs">Epochs, the closed ones first.</param>
/// <param name="Moments">What happened.</param>
/// <param name="Audits">Audits counted.</param>
/// <param name="Pictures">The frames.</param>
/// <param name="Checks">What the independent audit of the books said.</param>
/// <param name="Took">From the first process to the closed books.</param>
public sealed record ReportModel(
    string Title,
    JobView Job,
    JobReceipt Receipt,
    IReadOnlyList<TaskView> Tasks,
    IReadOnlyList<NodeView> Nodes,
    IReadOnlyList<LedgerEntryView> Entries,
    IReadOnlyList<AccountView> Accounts,
    IReadOnlyList<EpochView> Epochs,
    IReadOnlyList<Moment> Moments,
    AuditTally Audits,
    IReadOnlyList<ReportPicture> Pictures,
    ReportCheck Checks,
    TimeSpan Took);

/// <summary>A frame in the report.</summary>
/// <param name="Frame">Its number.</param>
/// <param name="Png">A PNG file's bytes: the frame, or a smaller copy.</param>
public sealed record ReportPicture(int Frame, ReadOnlyMemory<byte> Png);

/// <summary>The outcome of the independent audit.</summary>
/// <param name="Passed">Whether every decision and every amount was derived again and found equal.</param>
/// <param name="Lines">What was checked and what was found.</param>
public sealed record ReportCheck(bool Passed, IReadOnlyList<string> Lines);
