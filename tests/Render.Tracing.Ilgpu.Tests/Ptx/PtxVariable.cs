namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>A variable in parameter or local memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Alignment">What its address is a multiple of.</param>
/// <param name="Offset">Where it lies in the frame's memory.</param>
internal sealed record PtxVariable(string Name, int Bytes, int Alignment, int Offset)
{
    /// <summary>Reads a declaration behind its state space: <c>.align 4 .b8 name[8]</c> or <c>.f32 name</c>.</summary>
    /// <param name="tokens">Where it stands.</param>
    /// <param name="end">Where the frame's memory ends so far; moved behind the variable.</param>
    public static PtxVariable Read(PtxTokens tokens, ref int end)
    {
        var alignment = tokens.TryTake(".align") ? tokens.TakeCount() : 0;
        var typeName = tokens.TakeWord();
        if (!typeName.Text.StartsWith('.') || !PtxTypes.TryParse(typeName.Text[1..], out var type) || type == PtxType.Pred)
            throw new PtxException(typeName.Line, $"unknown type '{typeName.Text}'");
        var name = tokens.TakeWord().Text;
        var count = 1;
        if (tokens.TryTake("["))
        {
            count = tokens.TakeCount();
            tokens.Require("]");
        }
        alignment = Math.Max(alignment, PtxTypes.BytesOf(type));
        var offset = (end + alignment - 1) / alignment * alignment;
        end = offset + count * PtxTypes.BytesOf(type);
        return new(name, count * PtxTypes.BytesOf(type), alignment, offset);
    }
}
