namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>An instruction that computes registers from registers.</summary>
/// <param name="Opcode">What the machine does.</param>
/// <param name="Target">The result's type.</param>
/// <param name="Sources">The operands' types.</param>
/// <param name="IsWide">Whether registers may be wider than their types.</param>
internal sealed record PtxMnemonic(PtxOpcode Opcode, PtxType Target, IReadOnlyList<PtxType> Sources, bool IsWide = false)
{
    private static readonly string[] Rounded = ["add", "sub", "mul", "div", "sqrt", "fma", "mad", "rcp", "rsqrt"];
    private static readonly string[] Together = ["bar", "barrier", "shfl", "vote", "match", "redux", "activemask"];
    private static readonly Dictionary<string, PtxMnemonic> All = Build();

    /// <summary>Finds an instruction by its name with all modifiers.</summary>
    /// <exception cref="PtxException">It is unknown, or its result is not defined to the last bit.</exception>
    public static PtxMnemonic Find(string name, int line)
    {
        RequireDefined(name, line);
        return All.TryGetValue(name, out var found) ? found : throw new PtxException(line, $"unknown instruction '{name}'");
    }

    /// <summary>Refuses instructions whose results are the driver's choice.</summary>
    public static void RequireDefined(string name, int line)
    {
        var parts = name.Split('.');
        foreach (var modifier in new[] { "approx", "full", "ftz" })
            if (parts.Contains(modifier))
                throw new PtxException(line, $"'{name}' is not exact: .{modifier}");
        if (Rounded.Contains(parts[0]) && parts[^1] is "f16" or "f32" or "f64" && !parts.Contains("rn"))
            throw new PtxException(line, $"'{name}' names no rounding: the driver may contract it");
        if (Together.Contains(parts[0]))
            throw new PtxException(line, $"'{name}' needs threads that run together; here they run one after another");
    }

    private static Dictionary<string, PtxMnemonic> Build()
    {
        var all = new Dictionary<string, PtxMnemonic>(StringComparer.Ordinal);
        void Add(string name, PtxOpcode opcode, PtxType target, params PtxType[] sources) => all.Add(name, new(opcode, target, sources));
        void Alike(string name, PtxOpcode opcode, PtxType type, int sources) => Add($"{name}.{PtxTypes.NameOf(type)}", opcode, type, [.. Enumerable.Repeat(type, sources)]);

        foreach (var (type, is64, isSigned) in new[] { (PtxType.S32, false, true), (PtxType.U32, false, false), (PtxType.S64, true, true), (PtxType.U64, true, false) })
        {
            PtxOpcode Of(PtxOpcode s32, PtxOpcode u32, PtxOpcode s64, PtxOpcode u64) => is64 ? isSigned ? s64 : u64 : isSigned ? s32 : u32;
            PtxOpcode Width(PtxOpcode of32, PtxOpcode of64) => is64 ? of64 : of32;
            Alike("add", Width(PtxOpcode.Add32, PtxOpcode.Add64), type, 2);
            Alike("sub", Width(PtxOpcode.Sub32, PtxOpcode.Sub64), type, 2);
            Alike("mul.lo", Width(PtxOpcode.MulLow32, PtxOpcode.MulLow64), type, 2);
            Alike("mad.lo", Width(PtxOpcode.MadLow32, PtxOpcode.MadLow64), type, 3);
            Alike("div", Of(PtxOpcode.DivS32, PtxOpcode.DivU32, PtxOpcode.DivS64, PtxOpcode.DivU64), type, 2);
            Alike("rem", Of(PtxOpcode.RemS32, PtxOpcode.RemU32, PtxOpcode.RemS64, PtxOpcode.RemU64), type, 2);
            Alike("min", Of(PtxOpcode.MinS32, PtxOpcode.MinU32, PtxOpcode.MinS64, PtxOpcode.MinU64), type, 2);
            Alike("max", Of(PtxOpcode.MaxS32, PtxOpcode.MaxU32, PtxOpcode.MaxS64, PtxOpcode.MaxU64), type, 2);
            Add($"shr.{PtxTypes.NameOf(type)}", Of(PtxOpcode.ShiftRightS32, PtxOpcode.ShiftRightU32, PtxOpcode.ShiftRightS64, PtxOpcode.ShiftRightU64), type, type, PtxType.U32);
            foreach (var (less, lessOrEqual, greater, greaterOrEqual) in isSigned ? new[] { ("lt", "le", "gt", "ge") } : [("lt", "le", "gt", "ge"), ("lo", "ls", "hi", "hs")])
            {
                Compare(less, Of(PtxOpcode.LtS32, PtxOpcode.LtU32, PtxOpcode.LtS64, PtxOpcode.LtU64), type);
                Compare(lessOrEqual, Of(PtxOpcode.LeS32, PtxOpcode.LeU32, PtxOpcode.LeS64, PtxOpcode.LeU64), type);
                Compare(greater, Of(PtxOpcode.GtS32, PtxOpcode.GtU32, PtxOpcode.GtS64, PtxOpcode.GtU64), type);
                Compare(greaterOrEqual, Of(PtxOpcode.GeS32, PtxOpcode.GeU32, PtxOpcode.GeS64, PtxOpcode.GeU64), type);
            }
            if (isSigned)
            {
                Alike("neg", Width(PtxOpcode.Neg32, PtxOpcode.Neg64), type, 1);
                Alike("abs", Width(PtxOpcode.Abs32, PtxOpcode.Abs64), type, 1);
            }
        }
        foreach (var type in new[] { PtxType.B32, PtxType.U32, PtxType.S32, PtxType.B64, PtxType.U64, PtxType.S64 })
        {
            var is64 = PtxTypes.BytesOf(type) == 8;
            Compare("eq", is64 ? PtxOpcode.Eq64 : PtxOpcode.Eq32, type);
            Compare("ne", is64 ? PtxOpcode.Ne64 : PtxOpcode.Ne32, type);
        }
        foreach (var (name, of32, of64, ofPredicates) in new[]
        {
            ("and", PtxOpcode.And32, PtxOpcode.And64, PtxOpcode.AndPredicate),
            ("or", PtxOpcode.Or32, PtxOpcode.Or64, PtxOpcode.OrPredicate),
            ("xor", PtxOpcode.Xor32, PtxOpcode.Xor64, PtxOpcode.XorPredicate),
        })
        {
            Alike(name, of32, PtxType.B32, 2);
            Alike(name, of64, PtxType.B64, 2);
            Alike(name, ofPredicates, PtxType.Pred, 2);
        }
        Alike("not", PtxOpcode.Not32, PtxType.B32, 1);
        Alike("not", PtxOpcode.Not64, PtxType.B64, 1);
        Alike("not", PtxOpcode.NotPredicate, PtxType.Pred, 1);
        Add("shl.b32", PtxOpcode.ShiftLeft32, PtxType.B32, PtxType.B32, PtxType.U32);
        Add("shl.b64", PtxOpcode.ShiftLeft64, PtxType.B64, PtxType.B64, PtxType.U32);
        Add("shr.b32", PtxOpcode.ShiftRightU32, PtxType.B32, PtxType.B32, PtxType.U32);
        Add("shr.b64", PtxOpcode.ShiftRightU64, PtxType.B64, PtxType.B64, PtxType.U32);
        Add("clz.b32", PtxOpcode.LeadingZeros32, PtxType.U32, PtxType.B32);
        Add("clz.b64", PtxOpcode.LeadingZeros64, PtxType.U32, PtxType.B64);
        Add("popc.b32", PtxOpcode.PopCount32, PtxType.U32, PtxType.B32);
        Add("brev.b32", PtxOpcode.ReverseBits32, PtxType.B32, PtxType.B32);
        Add("prmt.b32", PtxOpcode.Permute32, PtxType.B32, PtxType.B32, PtxType.B32, PtxType.B32);
        Add("popc.b64", PtxOpcode.PopCount64, PtxType.U32, PtxType.B64);
        Add("mul.hi.s32", PtxOpcode.MulHighS32, PtxType.S32, PtxType.S32, PtxType.S32);
        Add("mul.hi.u32", PtxOpcode.MulHighU32, PtxType.U32, PtxType.U32, PtxType.U32);
        Add("mul.wide.s32", PtxOpcode.MulWideS32, PtxType.S64, PtxType.S32, PtxType.S32);
        Add("mul.wide.u32", PtxOpcode.MulWideU32, PtxType.U64, PtxType.U32, PtxType.U32);

        Alike("add.rn", PtxOpcode.AddF32, PtxType.F32, 2);
        Alike("sub.rn", PtxOpcode.SubF32, PtxType.F32, 2);
        Alike("mul.rn", PtxOpcode.MulF32, PtxType.F32, 2);
        Alike("div.rn", PtxOpcode.DivF32, PtxType.F32, 2);
        Alike("sqrt.rn", PtxOpcode.SqrtF32, PtxType.F32, 1);
        Alike("fma.rn", PtxOpcode.FmaF32, PtxType.F32, 3);
        Alike("neg", PtxOpcode.NegF32, PtxType.F32, 1);
        Alike("abs", PtxOpcode.AbsF32, PtxType.F32, 1);
        Alike("min", PtxOpcode.MinF32, PtxType.F32, 2);
        Alike("max", PtxOpcode.MaxF32, PtxType.F32, 2);
        foreach (var (name, opcode) in new[]
        {
            ("eq", PtxOpcode.EqF32), ("ne", PtxOpcode.NeF32), ("lt", PtxOpcode.LtF32), ("le", PtxOpcode.LeF32), ("gt", PtxOpcode.GtF32), ("ge", PtxOpcode.GeF32),
            ("equ", PtxOpcode.EquF32), ("neu", PtxOpcode.NeuF32), ("ltu", PtxOpcode.LtuF32), ("leu", PtxOpcode.LeuF32), ("gtu", PtxOpcode.GtuF32), ("geu", PtxOpcode.GeuF32),
            ("num", PtxOpcode.NumF32), ("nan", PtxOpcode.NanF32),
        })
            Compare(name, opcode, PtxType.F32);

        Add("cvt.rzi.s32.f32", PtxOpcode.ToS32, PtxType.S32, PtxType.F32);
        Add("cvt.rzi.u32.f32", PtxOpcode.ToU32, PtxType.U32, PtxType.F32);
        Add("cvt.rzi.s64.f32", PtxOpcode.ToS64, PtxType.S64, PtxType.F32);
        Add("cvt.rzi.u64.f32", PtxOpcode.ToU64, PtxType.U64, PtxType.F32);
        Add("cvt.rn.f32.s32", PtxOpcode.FromS32, PtxType.F32, PtxType.S32);
        Add("cvt.rn.f32.u32", PtxOpcode.FromU32, PtxType.F32, PtxType.U32);
        Add("cvt.rn.f32.s64", PtxOpcode.FromS64, PtxType.F32, PtxType.S64);
        PtxType[] integers = [PtxType.U8, PtxType.S8, PtxType.U16, PtxType.S16, PtxType.U32, PtxType.S32, PtxType.U64, PtxType.S64];
        foreach (var to in integers)
            foreach (var from in integers)
                all.Add($"cvt.{PtxTypes.NameOf(to)}.{PtxTypes.NameOf(from)}", new(IntegerConversion(to, from), to, [from], IsWide: true));

        foreach (var type in new[]
        {
            PtxType.B16, PtxType.U16, PtxType.S16, PtxType.B32, PtxType.U32, PtxType.S32, PtxType.F32, PtxType.B64, PtxType.U64, PtxType.S64,
        })
        {
            var is64 = PtxTypes.BytesOf(type) == 8;
            Add($"selp.{PtxTypes.NameOf(type)}", is64 ? PtxOpcode.Select64 : PtxOpcode.Select32, type, type, type, PtxType.Pred);
            Alike("mov", is64 ? PtxOpcode.Move64 : PtxOpcode.Move32, type, 1);
        }
        Alike("mov", PtxOpcode.MovePredicate, PtxType.Pred, 1);
        Add("cvta.local.u64", PtxOpcode.LocalToGeneric, PtxType.U64, PtxType.U64);
        Add("cvta.to.local.u64", PtxOpcode.GenericToLocal, PtxType.U64, PtxType.U64);
        // Global addresses are their own among generic ones; one of another space faults where it is used.
        Add("cvta.global.u64", PtxOpcode.Move64, PtxType.U64, PtxType.U64);
        Add("cvta.to.global.u64", PtxOpcode.Move64, PtxType.U64, PtxType.U64);
        return all;

        void Compare(string name, PtxOpcode opcode, PtxType type) => Add($"setp.{name}.{PtxTypes.NameOf(type)}", opcode, PtxType.Pred, type, type);
    }

    /// <summary>The usual conversions are instructions of their own, since a register that is wider than its type needs the slow way.</summary>
    private static PtxOpcode IntegerConversion(PtxType to, PtxType from) => (to, from) switch
    {
        (PtxType.U64 or PtxType.S64, PtxType.S32) => PtxOpcode.ExtendS32,
        (PtxType.U64 or PtxType.S64, PtxType.U32) => PtxOpcode.ExtendU32,
        _ => PtxOpcode.ConvertInteger,
    };
}
