namespace Render.Network.Proof;

/// <summary>Thrown for bytes that are not a valid result file.</summary>
/// <param name="error">What is wrong.</param>
/// <param name="detail">The same in words, with the offending value.</param>
public sealed class ResultFileException(ResultFileError error, string detail) : Exception($"{error}: {detail}")
{
    /// <summary>What is wrong.</summary>
    public ResultFileError Error { get; } = error;
}
