using System.CommandLine;

namespace Render.Local.Cli;

/// <summary>A command whose help shows how it is used.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">One sentence, then whatever a newcomer needs to know.</param>
internal sealed class TeachingCommand(string name, string description) : Command(name, description)
{
    /// <summary>Lines to try, each with what it does.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];
}
