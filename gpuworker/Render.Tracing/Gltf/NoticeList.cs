using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Collects notices: one for each code and subject, at most <see cref="Most"/>, in order of appearance.</summary>
internal sealed class NoticeList
{
    private const int Most = 50;
    private readonly List<SceneNotice> _notices = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _full;

    /// <summary>Adds a notice unless the same one is there.</summary>
    public void Add(string code, string message)
    {
        if (!_full && _seen.Add(message))
        {
            _full = _notices.Count == Most - 1;
            _notices.Add(_full ? new("more-notices", "There are more notices than are listed here.") : new(code, message));
        }
    }

    /// <summary>An immutable copy.</summary>
    public IReadOnlyList<SceneNotice> ToList() => Array.AsReadOnly(_notices.ToArray());
}
