namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>The types that operands and registers have.</summary>
internal enum PtxType : byte
{
    Pred,
    B8,
    U8,
    S8,
    B16,
    U16,
    S16,
    B32,
    U32,
    S32,
    F32,
    B64,
    U64,
    S64,
}

/// <summary>What the types are like.</summary>
internal static class PtxTypes
{
    private static readonly Dictionary<string, PtxType> ByName =
        Enum.GetValues<PtxType>().ToDictionary(type => type.ToString().ToLowerInvariant(), type => type, StringComparer.Ordinal);

    /// <summary>The type of a name without its dot.</summary>
    public static bool TryParse(string name, out PtxType type) => ByName.TryGetValue(name, out type);

    /// <summary>Its name without a dot.</summary>
    public static string NameOf(PtxType type) => type.ToString().ToLowerInvariant();

    /// <summary>Bytes in memory.</summary>
    public static int BytesOf(PtxType type) => type switch
    {
        PtxType.Pred => 0,
        PtxType.B8 or PtxType.U8 or PtxType.S8 => 1,
        PtxType.B16 or PtxType.U16 or PtxType.S16 => 2,
        PtxType.B32 or PtxType.U32 or PtxType.S32 or PtxType.F32 => 4,
        _ => 8,
    };

    /// <summary>Whether a register may be an operand: of the same size, and not an integer where a float is meant or the other way round; bits may be either.</summary>
    /// <param name="register">The register's type.</param>
    /// <param name="operand">The operand's type.</param>
    /// <param name="isWide">Whether a register may be wider, as for loads, stores and conversions of integers.</param>
    public static bool Fits(PtxType register, PtxType operand, bool isWide)
    {
        if (register == PtxType.Pred || operand == PtxType.Pred)
            return register == operand;
        if (isWide && register != PtxType.F32 && operand != PtxType.F32)
            return BytesOf(register) >= BytesOf(operand);
        if (BytesOf(register) != BytesOf(operand))
            return false;
        return register == operand || IsBits(register) || IsBits(operand) || (register != PtxType.F32 && operand != PtxType.F32);
    }

    private static bool IsBits(PtxType type) => type is PtxType.B8 or PtxType.B16 or PtxType.B32 or PtxType.B64;
}
