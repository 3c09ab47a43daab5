namespace Render.Lifecycle.Ports;

/// <summary>A document's version, opaque: two are equal only where the document is the same write's.</summary>
/// <param name="Value">The adapter's text.</param>
public readonly record struct ETag(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
