namespace Render.WorkerJob.Settings;

/// <summary>An environment variable that the worker reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it is for, and its form; a sentence or two.</param>
/// <param name="Default">What holds where it is not set; null: it must be set.</param>
public sealed record Variable(string Name, string Meaning, string? Default)
{
    /// <summary>Whether the worker cannot do without.</summary>
    public bool IsRequired => Default is null;
}
