using System.Globalization;
using System.Text.Json;
using Render.Worker;

namespace Render.WorkerJob.Running;

/// <summary>One line on standard output for each thing that happens: words for people, or an object for machines.</summary>
/// <param name="output">Takes the lines.</param>
/// <param name="json">Whether they are objects.</param>
/// <param name="clock">Stamps them.</param>
internal sealed class WorkerLog(TextWriter output, bool json, TimeProvider clock) : INodeObserver
{
    private readonly Lock gate = new();

    /// <summary>Whether a task or audit was rendered so far.</summary>
    public bool Worked { get; private set; }

    /// <inheritdoc/>
    public void On(NodeEvent happened)
    {
        if (happened is WorkProgressed)
            return;
        if (happened is WorkFinished { Kind: not Network.Messages.WorkKind.Validation })
            Worked = true;
        Write(happened is Disconnected or WorkDropped ? "warning" : "info", happened.GetType().Name, happened.Text);
    }

    /// <summary>Something that went as it should.</summary>
    /// <param name="name">Stable, for machines.</param>
    /// <param name="text">For people.</param>
    public void Say(string name, string text) => Write("info", name, text);

    /// <summary>Something that did not.</summary>
    /// <param name="name">Stable, for machines.</param>
    /// <param name="text">What, and what to do about it.</param>
    public void Fail(string name, string text) => Write("error", name, text);

    private void Write(string level, string name, string text)
    {
        var time = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        // A line is a line, whatever a message brings.
        var line = json
            ? JsonSerializer.Serialize(new { time, level, @event = name, text })
            : $"{time} {level,-7} {text.ReplaceLineEndings(" ")}";
        lock (gate)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
