namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <content>Accesses to memory.</content>
internal sealed partial class PtxBody
{
    private void ReadAccess(PtxToken name)
    {
        var parts = new Queue<string>(name.Text.Split('.'));
        var isLoad = parts.Dequeue() == "ld";
        var space = parts.Count > 0 && parts.Peek() is "param" or "local" or "global" ? parts.Dequeue() : "";
        // Through the cache for what nobody writes: the same values.
        if (isLoad && space == "global" && parts.Count > 0 && parts.Peek() == "nc")
            parts.Dequeue();
        var count = parts.Count > 0 && parts.Peek() is "v2" or "v4" ? parts.Dequeue()[1] - '0' : 1;
        if (parts.Count != 1 || !PtxTypes.TryParse(parts.Dequeue(), out var type) || type == PtxType.Pred || (space == "param" && count > 1))
            throw new PtxException(name.Line, $"unknown instruction '{name.Text}'");
        var instruction = new PtxInstruction { Opcode = AccessOpcode(isLoad, space, count > 1), Type = type, B = count, Line = name.Line };
        if (isLoad)
        {
            instruction.Target = ReadValues(type, count, isTarget: true);
            tokens.Require(",");
        }
        ReadAddress(ref instruction, space, isLoad);
        if (!isLoad)
        {
            tokens.Require(",");
            instruction.Target = ReadValues(type, count, isTarget: false);
        }
        Add(instruction);
    }

    private static PtxOpcode AccessOpcode(bool isLoad, string space, bool isVector) => (space, isVector) switch
    {
        ("param", _) => isLoad ? PtxOpcode.LoadParam : PtxOpcode.StoreParam,
        ("local", false) => isLoad ? PtxOpcode.LoadLocal : PtxOpcode.StoreLocal,
        ("local", true) => isLoad ? PtxOpcode.LoadVectorLocal : PtxOpcode.StoreVectorLocal,
        ("global", false) => isLoad ? PtxOpcode.LoadGlobal : PtxOpcode.StoreGlobal,
        ("global", true) => isLoad ? PtxOpcode.LoadVectorGlobal : PtxOpcode.StoreVectorGlobal,
        (_, false) => isLoad ? PtxOpcode.LoadGeneric : PtxOpcode.StoreGeneric,
        (_, true) => isLoad ? PtxOpcode.LoadVectorGeneric : PtxOpcode.StoreVectorGeneric,
    };

    private void ReadAtomic(PtxToken name)
    {
        var (isReduction, opcode, type) = name.Text switch
        {
            "red.add.u32" or "red.global.add.u32" or "red.add.global.u32" => (true, PtxOpcode.AtomicAdd32, PtxType.U32),
            "red.add.s32" or "red.global.add.s32" or "red.add.global.s32" => (true, PtxOpcode.AtomicAdd32, PtxType.S32),
            "red.add.u64" or "red.global.add.u64" or "red.add.global.u64" => (true, PtxOpcode.AtomicAdd64, PtxType.U64),
            "atom.add.u32" or "atom.global.add.u32" or "atom.add.global.u32" => (false, PtxOpcode.AtomicAdd32, PtxType.U32),
            "atom.add.s32" or "atom.global.add.s32" or "atom.add.global.s32" => (false, PtxOpcode.AtomicAdd32, PtxType.S32),
            "atom.add.u64" or "atom.global.add.u64" or "atom.add.global.u64" => (false, PtxOpcode.AtomicAdd64, PtxType.U64),
            _ => throw new PtxException(name.Line, $"unknown instruction '{name.Text}'"),
        };
        var instruction = new PtxInstruction { Opcode = opcode, Type = type, Target = -1, Line = name.Line };
        if (!isReduction)
        {
            instruction.Target = ReadRegister(type, isWide: false);
            tokens.Require(",");
        }
        ReadAddress(ref instruction, "", isLoad: false);
        tokens.Require(",");
        instruction.B = ReadOperand(type, isWide: false);
        Add(instruction);
    }
}
