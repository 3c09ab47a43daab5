using System.CommandLine;
using System.Globalization;
using System.Text;
using Render.Local.Cli.Views;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Cli.Commands;

/// <summary><c>render logs JOB [TASK]</c>.</summary>
internal static class LogsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var word = CommonOptions.Job();
        var key = new Argument<string?>("TASK") { Description = "A task's key, as the list of tasks shows it: its history and the log that its node signed.", DefaultValueFactory = _ => null };
        var command = new TeachingCommand("logs", "Say what happened to each task of a job; with a task, its whole story.")
        {
            Examples = [("render logs last", "every task, who has it, and why it came back if it did")],
        };
        command.Add(word);
        command.Add(key);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            var job = await JobFinder.Find(network, context.Words.GetRequiredValue(word), cancellation);
            var names = (await network.Get<IReadOnlyList<NodeView>>("/v1/nodes", cancellation)).ToDictionary(n => n.Id, n => n.Name);
            if (context.Words.GetValue(key) is { } task)
                await ShowTask(context, network, job, task, cancellation);
            else
            {
                var tasks = await Pages.Tasks(network, job.Id, cancellation);
                if (context.Screen.AsJson)
                    context.Screen.Json(tasks, CommandJson.Options);
                else
                    ShowAll(context.Screen, job, tasks, node => node is { } id ? names.GetValueOrDefault(id, id.Value) : "–");
            }
            return ExitCode.Success;
        });
    }

    private static void ShowAll(Screen screen, JobView job, IReadOnlyList<TaskView> tasks, Func<Network.Jobs.NodeId?, string> name)
    {
        screen.Line($"{job.Id}  {job.Name}  {job.State}{(job.Reason is { } why ? $": {why}" : "")}");
        screen.Table(new Listing(
            ["task", "state", "node", ">leases", ">rays", "audit", "reason"],
            [.. tasks.OrderBy(t => t.Task).Select(t => (IReadOnlyList<string>)
            [
                t.Task.Key, t.State.ToString(), name(t.Node), TaskStory.Leases(t).ToString(CultureInfo.InvariantCulture),
                t.Rays is { } rays ? string.Create(CultureInfo.InvariantCulture, $"{rays:N0}") : "–",
                t.Audits.Count > 0 ? $"{t.Audits[^1].Verdict ?? t.Audits[^1].State} by {(t.Audits[^1].Auditor is null ? "reference" : name(t.Audits[^1].Auditor))}" : "–",
                t.Reason ?? "",
            ])],
            "No tasks: the job was not funded."));
    }

    private static async Task ShowTask(CommandContext context, AdminClient network, JobView job, string key, CancellationToken cancellation)
    {
        var task = await network.Get<TaskView>($"/v1/jobs/{job.Id}/tasks/{Uri.EscapeDataString(key)}", cancellation);
        if (context.Screen.AsJson)
        {
            context.Screen.Json(task, CommandJson.Options);
            return;
        }
        var screen = context.Screen;
        screen.Line($"{TaskText.Words(task.Task)}: {task.State}{(task.Reason is { } why ? $" ({why})" : "")}");
        if (task.Assignment is { } assignment)
            screen.Line($"assigned because: {assignment}");
        foreach (var moment in task.History)
            screen.Line($"{moment.Time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}  {moment.Event}{(moment.Node is { } node ? $"  {node}" : "")}{(moment.Detail is { } detail ? $"  {detail}" : "")}");
        if (task.Log is null)
            return;
        using var log = new MemoryStream();
        await network.Download($"/v1/jobs/{job.Id}/tasks/{Uri.EscapeDataString(key)}/log", log, cancellation);
        screen.Line();
        screen.Line("The node's log:");
        screen.Line(Encoding.UTF8.GetString(log.ToArray()).TrimEnd());
    }
}
