using System.Globalization;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Decodes a function's body.</summary>
internal sealed partial class PtxBody
{
    private static readonly Dictionary<string, PtxSpecial> Specials = new(StringComparer.Ordinal)
    {
        ["%tid.x"] = PtxSpecial.ThreadX,
        ["%ntid.x"] = PtxSpecial.GroupThreadsX,
        ["%ctaid.x"] = PtxSpecial.GroupX,
        ["%nctaid.x"] = PtxSpecial.GroupsX,
        ["%laneid"] = PtxSpecial.Lane,
        ["%tid.y"] = PtxSpecial.Zero,
        ["%tid.z"] = PtxSpecial.Zero,
        ["%ctaid.y"] = PtxSpecial.Zero,
        ["%ctaid.z"] = PtxSpecial.Zero,
        ["%ntid.y"] = PtxSpecial.One,
        ["%ntid.z"] = PtxSpecial.One,
        ["%nctaid.y"] = PtxSpecial.One,
        ["%nctaid.z"] = PtxSpecial.One,
    };

    private readonly PtxTokens tokens;
    private readonly PtxFunction function;
    private readonly Dictionary<string, (int Number, PtxType Type)> registers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PtxVariable> locals = new(StringComparer.Ordinal);
    private readonly Stack<Dictionary<string, PtxVariable>> parameters = [];
    private readonly Dictionary<long, int> constants = [];
    private readonly Dictionary<string, int> labels = new(StringComparer.Ordinal);
    private readonly List<(int Instruction, string Label, int Line)> branches = [];
    private readonly List<PtxInstruction> instructions = [];
    private readonly List<int> lists = [];
    private readonly List<PtxCallSite> calls = [];
    private int registerCount;
    private int parameterEnd;
    private int localEnd;

    private PtxBody(PtxTokens tokens, PtxFunction function, int parameterEnd)
    {
        (this.tokens, this.function, this.parameterEnd) = (tokens, function, parameterEnd);
        IEnumerable<PtxVariable> own = function.Result is { } result ? [result, .. function.Parameters] : function.Parameters;
        parameters.Push(own.ToDictionary(variable => variable.Name, StringComparer.Ordinal));
    }

    /// <summary>Reads a body, braces included, into its function.</summary>
    /// <param name="tokens">Where it stands.</param>
    /// <param name="function">The function.</param>
    /// <param name="parameterEnd">Bytes of its parameters.</param>
    public static void Read(PtxTokens tokens, PtxFunction function, int parameterEnd)
    {
        var body = new PtxBody(tokens, function, parameterEnd);
        body.ReadBlock();
        body.Finish(tokens.Line);
    }

    private void ReadBlock()
    {
        tokens.Require("{");
        while (!tokens.TryTake("}"))
        {
            switch (tokens.Peek())
            {
                case "{":
                    parameters.Push(new(StringComparer.Ordinal));
                    ReadBlock();
                    parameters.Pop();
                    break;
                case ".reg":
                    ReadRegisters();
                    break;
                case ".local":
                    tokens.Take();
                    var local = PtxVariable.Read(tokens, ref localEnd);
                    Declare(locals, local.Name, local);
                    tokens.Require(";");
                    break;
                case ".param":
                    tokens.Take();
                    var parameter = PtxVariable.Read(tokens, ref parameterEnd);
                    Declare(parameters.Peek(), parameter.Name, parameter);
                    tokens.Require(";");
                    break;
                default:
                    if (tokens.Peek(1) == ":")
                    {
                        Declare(labels, tokens.TakeWord().Text, instructions.Count);
                        tokens.Require(":");
                        break;
                    }
                    ReadInstruction();
                    break;
            }
        }
    }

    private void Declare<T>(Dictionary<string, T> names, string name, T value)
    {
        if (!names.TryAdd(name, value))
            throw new PtxException(tokens.Line, $"'{name}' is declared twice");
    }

    private void ReadRegisters()
    {
        tokens.Require(".reg");
        var typeName = tokens.TakeWord();
        if (!typeName.Text.StartsWith('.') || !PtxTypes.TryParse(typeName.Text[1..], out var type) || PtxTypes.BytesOf(type) == 1)
            throw new PtxException(typeName.Line, $"unknown type of registers '{typeName.Text}'");
        do
        {
            var name = tokens.TakeWord().Text;
            if (tokens.TryTake("<"))
            {
                var count = tokens.TakeCount();
                tokens.Require(">");
                for (var i = 0; i < count; i++)
                    Declare(registers, string.Create(CultureInfo.InvariantCulture, $"{name}{i}"), (registerCount++, type));
            }
            else
            {
                Declare(registers, name, (registerCount++, type));
            }
        }
        while (tokens.TryTake(","));
        tokens.Require(";");
    }

    private void ReadInstruction()
    {
        var guard = ReadGuard();
        var name = tokens.Take();
        if (guard is { } condition && name.Text is not ("bra" or "bra.uni"))
        {
            Add(new() { Opcode = condition.IsNegated ? PtxOpcode.SkipIf : PtxOpcode.SkipUnless, A = condition.Register, Line = name.Line });
            guard = null;
        }
        switch (name.Text)
        {
            case "bra" or "bra.uni":
                branches.Add((instructions.Count, tokens.TakeWord().Text, name.Line));
                Add(new()
                {
                    Opcode = guard is not { } on ? PtxOpcode.Branch : on.IsNegated ? PtxOpcode.BranchUnless : PtxOpcode.BranchIf,
                    A = guard?.Register ?? 0,
                    Line = name.Line,
                });
                break;
            case "ret" or "ret.uni":
                Add(new() { Opcode = PtxOpcode.Return, Line = name.Line });
                break;
            case "call" or "call.uni":
                ReadCall(name.Line);
                break;
            default:
                if (name.Text.StartsWith("ld.", StringComparison.Ordinal) || name.Text.StartsWith("st.", StringComparison.Ordinal))
                    ReadAccess(name);
                else if (name.Text.StartsWith("red.", StringComparison.Ordinal) || name.Text.StartsWith("atom.", StringComparison.Ordinal))
                    ReadAtomic(name);
                else
                    ReadComputation(name);
                break;
        }
        tokens.Require(";");
    }

    private (int Register, bool IsNegated)? ReadGuard()
    {
        if (!tokens.TryTake("@"))
            return null;
        var isNegated = tokens.TryTake("!");
        return (ReadRegister(PtxType.Pred, isWide: false), isNegated);
    }

    private void ReadComputation(PtxToken name)
    {
        var mnemonic = PtxMnemonic.Find(name.Text, name.Line);
        var target = ReadRegister(mnemonic.Target, mnemonic.IsWide);
        tokens.Require(",");
        var instruction = new PtxInstruction { Opcode = mnemonic.Opcode, Type = mnemonic.Sources[0], Target = target, Line = name.Line };
        if (mnemonic.Opcode == PtxOpcode.Move32 && Specials.TryGetValue(tokens.Peek(), out var special))
        {
            tokens.Take();
            Add(instruction with { Opcode = PtxOpcode.MoveSpecial, A = (int)special });
            return;
        }
        if (mnemonic.Opcode == PtxOpcode.Move64 && locals.TryGetValue(tokens.Peek(), out var local))
        {
            tokens.Take();
            Add(instruction with { Opcode = PtxOpcode.MoveLocalAddress, Offset = local.Offset });
            return;
        }
        instruction.A = ReadOperand(mnemonic.Sources[0], mnemonic.IsWide);
        if (mnemonic.Sources.Count > 1)
        {
            tokens.Require(",");
            instruction.B = ReadOperand(mnemonic.Sources[1], mnemonic.IsWide);
        }
        if (mnemonic.Sources.Count > 2)
        {
            tokens.Require(",");
            instruction.C = ReadOperand(mnemonic.Sources[2], mnemonic.IsWide);
        }
        if (mnemonic.Opcode == PtxOpcode.ConvertInteger)
            instruction.B = (int)mnemonic.Target;
        Add(instruction);
    }

    private void ReadCall(int line)
    {
        PtxVariable? result = null;
        if (tokens.TryTake("("))
        {
            result = ReadParameterName();
            tokens.Require(")");
            tokens.Require(",");
        }
        var callee = tokens.TakeWord().Text;
        var arguments = new List<PtxVariable>();
        if (tokens.TryTake(","))
        {
            tokens.Require("(");
            while (!tokens.TryTake(")"))
            {
                if (arguments.Count > 0)
                    tokens.Require(",");
                arguments.Add(ReadParameterName());
            }
        }
        Add(new() { Opcode = PtxOpcode.Call, Target = calls.Count, Line = line });
        calls.Add(new(callee, result, arguments, line));
    }

    private PtxVariable ReadParameterName()
    {
        var name = tokens.TakeWord();
        foreach (var scope in parameters)
            if (scope.TryGetValue(name.Text, out var variable))
                return variable;
        throw new PtxException(name.Line, $"unknown parameter '{name.Text}'");
    }

    private void Add(PtxInstruction instruction) => instructions.Add(instruction);

    private void Finish(int line)
    {
        Add(new() { Opcode = PtxOpcode.End, Line = line });
        foreach (var (number, label, at) in branches)
        {
            if (!labels.TryGetValue(label, out var target))
                throw new PtxException(at, $"unknown label '{label}'");
            instructions[number] = instructions[number] with { Offset = target };
        }
        // Constants first, so that places are known.
        var template = new long[constants.Count + registerCount];
        Array.Fill(template, -1);
        foreach (var (value, place) in constants)
            template[-1 - place] = value;
        int Place(int operand) => operand < 0 ? -1 - operand : constants.Count + operand;
        function.Instructions = new PtxInstruction[instructions.Count];
        for (var i = 0; i < instructions.Count; i++)
            function.Instructions[i] = Placed(instructions[i], Place);
        function.Registers = template;
        function.Lists = [.. lists.Select(Place)];
        function.Calls = calls;
        function.ParameterBytes = parameterEnd;
        function.LocalBytes = localEnd;
    }

    /// <summary>Puts an instruction's operands where its frame has them.</summary>
    private static PtxInstruction Placed(PtxInstruction instruction, Func<int, int> place)
    {
        var isAtomic = instruction.Opcode is PtxOpcode.AtomicAdd32 or PtxOpcode.AtomicAdd64;
        var isAccess = instruction.Opcode is >= PtxOpcode.LoadParam and <= PtxOpcode.StoreVectorGeneric;
        var isVector = isAccess && instruction.B > 1;
        if (instruction.Opcode != PtxOpcode.Call && !isVector && !(isAtomic && instruction.Target < 0))
            instruction.Target = place(instruction.Target);
        if (instruction.Opcode != PtxOpcode.MoveSpecial)
            instruction.A = place(instruction.A);
        if (!isAccess && instruction.Opcode != PtxOpcode.ConvertInteger)
            instruction.B = place(instruction.B);
        instruction.C = place(instruction.C);
        return instruction;
    }
}
