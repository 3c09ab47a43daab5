using System.Globalization;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>A text is no PTX that the machine runs, or what it does has no defined outcome.</summary>
/// <param name="line">The line of the text, from 1.</param>
/// <param name="reason">What is wrong with it.</param>
internal sealed class PtxException(int line, string reason) : Exception(string.Create(CultureInfo.InvariantCulture, $"line {line}: {reason}"))
{
    /// <summary>What is wrong with it.</summary>
    public string Reason => reason;

    /// <summary>The line of the text, from 1.</summary>
    public int Line => line;
}
