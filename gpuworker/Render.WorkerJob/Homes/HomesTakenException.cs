using System.Globalization;

namespace Render.WorkerJob.Homes;

/// <summary>As many nodes run on a folder as there may be.</summary>
/// <param name="folder">The folder.</param>
/// <param name="homes">How many there may be.</param>
internal sealed class HomesTakenException(string folder, int homes)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"All {homes} nodes of {folder} run already."))
{
    /// <summary>What to do about it.</summary>
    public static string Fix => "Raise RENDER_HOMES to the most processes that run at once, or give this one a RENDER_HOME of its own.";
}
