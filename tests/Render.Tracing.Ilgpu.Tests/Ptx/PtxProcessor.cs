using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Executes one thread after another, with registers, parameters and local memory of its own.</summary>
internal sealed unsafe partial class PtxProcessor : IDisposable
{
    /// <summary>Where local memory lies among generic addresses; no address of this process is as large.</summary>
    private const long GenericWindow = 1L << 62;

    /// <summary>The first local address, so that 0 is none.</summary>
    private const long LocalStart = 256;

    private const int LocalBytes = 1 << 18;
    private const int ParameterBytes = 1 << 16;
    private const int RegisterCount = 1 << 17;

    private const int MostCalls = 64;

    private readonly PtxMemory memory;
    private readonly long mostInstructions;
    private readonly long* registers = (long*)NativeMemory.AlignedAlloc(sizeof(long) * RegisterCount, 64);
    private readonly byte* local = (byte*)NativeMemory.AlignedAlloc(LocalBytes, 64);
    private readonly byte* parameterStack = (byte*)NativeMemory.AlignedAlloc(ParameterBytes, 64);
    private PtxThread thread;
    private long localEnd;
    private ulong pieceStart;
    private ulong pieceBytes;
    private long left;
    private int calls;

    /// <summary>A processor.</summary>
    /// <param name="memory">The global memory.</param>
    /// <param name="mostInstructions">Instructions of a thread at most: a loop without an end is an error.</param>
    public PtxProcessor(PtxMemory memory, long mostInstructions) => (this.memory, this.mostInstructions) = (memory, mostInstructions);

    /// <summary>Instructions executed so far.</summary>
    public long Instructions { get; private set; }

    /// <summary>Runs a thread from an entry's beginning to its end.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="arguments">Its parameters.</param>
    /// <param name="where">Which thread.</param>
    public void Run(PtxFunction entry, byte[] arguments, PtxThread where)
    {
        thread = where;
        (left, calls) = (mostInstructions, 0);
        arguments.CopyTo(new Span<byte>(parameterStack, ParameterBytes));
        Execute(entry, registers, parameterStack, LocalStart);
        Instructions += mostInstructions - left;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(registers);
        NativeMemory.AlignedFree(local);
        NativeMemory.AlignedFree(parameterStack);
    }

    /// <summary>Executes a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="r">Its registers.</param>
    /// <param name="parameters">Its parameters, in place.</param>
    /// <param name="localBase">The address of its local memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Execute(PtxFunction function, long* r, byte* parameters, long localBase)
    {
        Prepare(function, r, parameters, localBase);
        var budget = left;
        fixed (PtxInstruction* code = function.Instructions)
        {
            for (var at = code; ; at++)
            {
                budget--;
                at->IsVisited = true;
                switch (at->Opcode)
                {
                    case PtxOpcode.Return:
                        left = budget;
                        return;
                    case PtxOpcode.Branch:
                        if (budget < 0)
                            throw new PtxException(at->Line, "the thread does not end");
                        at = code + at->Offset - 1;
                        break;
                    case PtxOpcode.BranchIf:
                        if (r[at->A] != 0)
                            goto case PtxOpcode.Branch;
                        break;
                    case PtxOpcode.BranchUnless:
                        if (r[at->A] == 0)
                            goto case PtxOpcode.Branch;
                        break;
                    case PtxOpcode.SkipIf:
                        if (r[at->A] != 0)
                            at++;
                        break;
                    case PtxOpcode.SkipUnless:
                        if (r[at->A] == 0)
                            at++;
                        break;
                    case PtxOpcode.Call:
                        left = budget;
                        Call(function, at, r, parameters, localBase);
                        budget = left;
                        break;
                    case PtxOpcode.End:
                        throw new PtxException(at->Line, $"'{function.Name}' ends without ret");
                    case PtxOpcode.Move32:
                        I(r, at->Target) = I(r, at->A);
                        break;
                    case PtxOpcode.Move64:
                        r[at->Target] = r[at->A];
                        break;
                    case PtxOpcode.MovePredicate:
                        r[at->Target] = r[at->A];
                        break;
                    case PtxOpcode.MoveLocalAddress:
                        r[at->Target] = localBase + at->Offset;
                        break;
                    case PtxOpcode.MoveSpecial:
                        I(r, at->Target) = Special((PtxSpecial)at->A);
                        break;
                    case PtxOpcode.LocalToGeneric:
                        r[at->Target] = r[at->A] + GenericWindow;
                        break;
                    case PtxOpcode.GenericToLocal:
                        r[at->Target] = r[at->A] - GenericWindow;
                        break;
                    case PtxOpcode.Add32:
                        I(r, at->Target) = I(r, at->A) + I(r, at->B);
                        break;
                    case PtxOpcode.Add64:
                        r[at->Target] = r[at->A] + r[at->B];
                        break;
                    case PtxOpcode.Sub32:
                        I(r, at->Target) = I(r, at->A) - I(r, at->B);
                        break;
                    case PtxOpcode.Sub64:
                        r[at->Target] = r[at->A] - r[at->B];
                        break;
                    case PtxOpcode.MulLow32:
                        I(r, at->Target) = I(r, at->A) * I(r, at->B);
                        break;
                    case PtxOpcode.MulLow64:
                        r[at->Target] = r[at->A] * r[at->B];
                        break;
                    case PtxOpcode.MulHighS32:
                        I(r, at->Target) = (int)(((long)I(r, at->A) * I(r, at->B)) >> 32);
                        break;
                    case PtxOpcode.MulHighU32:
                        U(r, at->Target) = (uint)(((ulong)U(r, at->A) * U(r, at->B)) >> 32);
                        break;
                    case PtxOpcode.MulWideS32:
                        r[at->Target] = (long)I(r, at->A) * I(r, at->B);
                        break;
                    case PtxOpcode.MulWideU32:
                        r[at->Target] = (long)((ulong)U(r, at->A) * U(r, at->B));
                        break;
                    case PtxOpcode.MadLow32:
                        I(r, at->Target) = I(r, at->A) * I(r, at->B) + I(r, at->C);
                        break;
                    case PtxOpcode.MadLow64:
                        r[at->Target] = r[at->A] * r[at->B] + r[at->C];
                        break;
                    case PtxOpcode.DivS32:
                        RequireDivisor(at, I(r, at->B));
                        I(r, at->Target) = PtxArithmetic.Div(I(r, at->A), I(r, at->B));
                        break;
                    case PtxOpcode.DivU32:
                        RequireDivisor(at, I(r, at->B));
                        U(r, at->Target) = U(r, at->A) / U(r, at->B);
                        break;
                    case PtxOpcode.DivS64:
                        RequireDivisor(at, r[at->B]);
                        r[at->Target] = PtxArithmetic.Div(r[at->A], r[at->B]);
                        break;
                    case PtxOpcode.DivU64:
                        RequireDivisor(at, r[at->B]);
                        r[at->Target] = (long)((ulong)r[at->A] / (ulong)r[at->B]);
                        break;
                    case PtxOpcode.RemS32:
                        RequireDivisor(at, I(r, at->B));
                        I(r, at->Target) = PtxArithmetic.Rem(I(r, at->A), I(r, at->B));
                        break;
                    case PtxOpcode.RemU32:
                        RequireDivisor(at, I(r, at->B));
                        U(r, at->Target) = U(r, at->A) % U(r, at->B);
                        break;
                    case PtxOpcode.RemS64:
                        RequireDivisor(at, r[at->B]);
                        r[at->Target] = PtxArithmetic.Rem(r[at->A], r[at->B]);
                        break;
                    case PtxOpcode.RemU64:
                        RequireDivisor(at, r[at->B]);
                        r[at->Target] = (long)((ulong)r[at->A] % (ulong)r[at->B]);
                        break;
                    case PtxOpcode.MinS32:
                        I(r, at->Target) = Math.Min(I(r, at->A), I(r, at->B));
                        break;
                    case PtxOpcode.MinU32:
                        U(r, at->Target) = Math.Min(U(r, at->A), U(r, at->B));
                        break;
                    case PtxOpcode.MinS64:
                        r[at->Target] = Math.Min(r[at->A], r[at->B]);
                        break;
                    case PtxOpcode.MinU64:
                        r[at->Target] = (long)Math.Min((ulong)r[at->A], (ulong)r[at->B]);
                        break;
                    case PtxOpcode.MaxS32:
                        I(r, at->Target) = Math.Max(I(r, at->A), I(r, at->B));
                        break;
                    case PtxOpcode.MaxU32:
                        U(r, at->Target) = Math.Max(U(r, at->A), U(r, at->B));
                        break;
                    case PtxOpcode.MaxS64:
                        r[at->Target] = Math.Max(r[at->A], r[at->B]);
                        break;
                    case PtxOpcode.MaxU64:
                        r[at->Target] = (long)Math.Max((ulong)r[at->A], (ulong)r[at->B]);
                        break;
                    case PtxOpcode.Neg32:
                        I(r, at->Target) = -I(r, at->A);
                        break;
                    case PtxOpcode.Neg64:
                        r[at->Target] = -r[at->A];
                        break;
                    case PtxOpcode.Abs32:
                        I(r, at->Target) = I(r, at->A) < 0 ? -I(r, at->A) : I(r, at->A);
                        break;
                    case PtxOpcode.Abs64:
                        r[at->Target] = r[at->A] < 0 ? -r[at->A] : r[at->A];
                        break;
                    case PtxOpcode.And32:
                        I(r, at->Target) = I(r, at->A) & I(r, at->B);
                        break;
                    case PtxOpcode.And64:
                        r[at->Target] = r[at->A] & r[at->B];
                        break;
                    case PtxOpcode.AndPredicate:
                        r[at->Target] = r[at->A] & r[at->B];
                        break;
                    case PtxOpcode.Or32:
                        I(r, at->Target) = I(r, at->A) | I(r, at->B);
                        break;
                    case PtxOpcode.Or64:
                        r[at->Target] = r[at->A] | r[at->B];
                        break;
                    case PtxOpcode.OrPredicate:
                        r[at->Target] = r[at->A] | r[at->B];
                        break;
                    case PtxOpcode.Xor32:
                        I(r, at->Target) = I(r, at->A) ^ I(r, at->B);
                        break;
                    case PtxOpcode.Xor64:
                        r[at->Target] = r[at->A] ^ r[at->B];
                        break;
                    case PtxOpcode.XorPredicate:
                        r[at->Target] = r[at->A] ^ r[at->B];
                        break;
                    case PtxOpcode.Not32:
                        I(r, at->Target) = ~I(r, at->A);
                        break;
                    case PtxOpcode.Not64:
                        r[at->Target] = ~r[at->A];
                        break;
                    case PtxOpcode.NotPredicate:
                        r[at->Target] = r[at->A] ^ 1;
                        break;
                    case PtxOpcode.ShiftLeft32:
                        U(r, at->Target) = U(r, at->B) > 31 ? 0 : U(r, at->A) << I(r, at->B);
                        break;
                    case PtxOpcode.ShiftLeft64:
                        r[at->Target] = U(r, at->B) > 63 ? 0 : r[at->A] << I(r, at->B);
                        break;
                    case PtxOpcode.ShiftRightS32:
                        I(r, at->Target) = I(r, at->A) >> (int)Math.Min(U(r, at->B), 31);
                        break;
                    case PtxOpcode.ShiftRightU32:
                        U(r, at->Target) = U(r, at->B) > 31 ? 0 : U(r, at->A) >> I(r, at->B);
                        break;
                    case PtxOpcode.ShiftRightS64:
                        r[at->Target] = r[at->A] >> (int)Math.Min(U(r, at->B), 63);
                        break;
                    case PtxOpcode.ShiftRightU64:
                        r[at->Target] = U(r, at->B) > 63 ? 0 : r[at->A] >>> I(r, at->B);
                        break;
                    case PtxOpcode.LeadingZeros32:
                        I(r, at->Target) = BitOperations.LeadingZeroCount(U(r, at->A));
                        break;
                    case PtxOpcode.LeadingZeros64:
                        I(r, at->Target) = BitOperations.LeadingZeroCount((ulong)r[at->A]);
                        break;
                    case PtxOpcode.PopCount32:
                        I(r, at->Target) = BitOperations.PopCount(U(r, at->A));
                        break;
                    case PtxOpcode.PopCount64:
                        I(r, at->Target) = BitOperations.PopCount((ulong)r[at->A]);
                        break;
                    case PtxOpcode.ReverseBits32:
                        U(r, at->Target) = Exact.ReverseBits(U(r, at->A));
                        break;
                    case PtxOpcode.Permute32:
                        U(r, at->Target) = PtxArithmetic.Permuted(U(r, at->A), U(r, at->B), U(r, at->C));
                        break;
                    case PtxOpcode.AddF32:
                        F(r, at->Target) = PtxArithmetic.Canonical(F(r, at->A) + F(r, at->B));
                        break;
                    case PtxOpcode.SubF32:
                        F(r, at->Target) = PtxArithmetic.Canonical(F(r, at->A) - F(r, at->B));
                        break;
                    case PtxOpcode.MulF32:
                        F(r, at->Target) = PtxArithmetic.Canonical(F(r, at->A) * F(r, at->B));
                        break;
                    case PtxOpcode.DivF32:
                        F(r, at->Target) = PtxArithmetic.Canonical(F(r, at->A) / F(r, at->B));
                        break;
                    case PtxOpcode.SqrtF32:
                        F(r, at->Target) = PtxArithmetic.Canonical(MathF.Sqrt(F(r, at->A)));
                        break;
                    case PtxOpcode.FmaF32:
                        F(r, at->Target) = PtxArithmetic.Canonical(MathF.FusedMultiplyAdd(F(r, at->A), F(r, at->B), F(r, at->C)));
                        break;
                    case PtxOpcode.NegF32:
                        U(r, at->Target) = U(r, at->A) ^ 0x80000000u;
                        break;
                    case PtxOpcode.AbsF32:
                        U(r, at->Target) = U(r, at->A) & 0x7FFFFFFFu;
                        break;
                    case PtxOpcode.MinF32:
                        F(r, at->Target) = PtxArithmetic.Min(F(r, at->A), F(r, at->B));
                        break;
                    case PtxOpcode.MaxF32:
                        F(r, at->Target) = PtxArithmetic.Max(F(r, at->A), F(r, at->B));
                        break;
                    case PtxOpcode.ToS32:
                        I(r, at->Target) = PtxArithmetic.ToS32(F(r, at->A));
                        break;
                    case PtxOpcode.ToU32:
                        U(r, at->Target) = PtxArithmetic.ToU32(F(r, at->A));
                        break;
                    case PtxOpcode.ToS64:
                        r[at->Target] = PtxArithmetic.ToS64(F(r, at->A));
                        break;
                    case PtxOpcode.ToU64:
                        r[at->Target] = (long)PtxArithmetic.ToU64(F(r, at->A));
                        break;
                    case PtxOpcode.FromS32:
                        F(r, at->Target) = I(r, at->A);
                        break;
                    case PtxOpcode.FromU32:
                        F(r, at->Target) = (long)U(r, at->A);
                        break;
                    case PtxOpcode.FromS64:
                        F(r, at->Target) = r[at->A];
                        break;
                    case PtxOpcode.ConvertInteger:
                        r[at->Target] = PtxArithmetic.As((PtxType)at->B, PtxArithmetic.As(at->Type, r[at->A]));
                        break;
                    case PtxOpcode.ExtendS32:
                        r[at->Target] = I(r, at->A);
                        break;
                    case PtxOpcode.ExtendU32:
                        r[at->Target] = U(r, at->A);
                        break;
                    case PtxOpcode.Select32:
                        I(r, at->Target) = I(r, r[at->C] != 0 ? at->A : at->B);
                        break;
                    case PtxOpcode.Select64:
                        r[at->Target] = r[r[at->C] != 0 ? at->A : at->B];
                        break;
                    case PtxOpcode.Eq32:
                        r[at->Target] = I(r, at->A) == I(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.Eq64:
                        r[at->Target] = r[at->A] == r[at->B] ? 1 : 0;
                        break;
                    case PtxOpcode.Ne32:
                        r[at->Target] = I(r, at->A) != I(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.Ne64:
                        r[at->Target] = r[at->A] != r[at->B] ? 1 : 0;
                        break;
                    case PtxOpcode.LtS32:
                        r[at->Target] = I(r, at->A) < I(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.LeS32:
                        r[at->Target] = I(r, at->A) <= I(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.GtS32:
                        r[at->Target] = I(r, at->A) > I(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.GeS32:
                        r[at->Target] = I(r, at->A) >= I(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.LtU32:
                        r[at->Target] = U(r, at->A) < U(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.LeU32:
                        r[at->Target] = U(r, at->A) <= U(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.GtU32:
                        r[at->Target] = U(r, at->A) > U(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.GeU32:
                        r[at->Target] = U(r, at->A) >= U(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.LtS64:
                        r[at->Target] = r[at->A] < r[at->B] ? 1 : 0;
                        break;
                    case PtxOpcode.LeS64:
                        r[at->Target] = r[at->A] <= r[at->B] ? 1 : 0;
                        break;
                    case PtxOpcode.GtS64:
                        r[at->Target] = r[at->A] > r[at->B] ? 1 : 0;
                        break;
                    case PtxOpcode.GeS64:
                        r[at->Target] = r[at->A] >= r[at->B] ? 1 : 0;
                        break;
                    case PtxOpcode.LtU64:
                        r[at->Target] = (ulong)r[at->A] < (ulong)r[at->B] ? 1 : 0;
                        break;
                    case PtxOpcode.LeU64:
                        r[at->Target] = (ulong)r[at->A] <= (ulong)r[at->B] ? 1 : 0;
                        break;
                    case PtxOpcode.GtU64:
                        r[at->Target] = (ulong)r[at->A] > (ulong)r[at->B] ? 1 : 0;
                        break;
                    case PtxOpcode.GeU64:
                        r[at->Target] = (ulong)r[at->A] >= (ulong)r[at->B] ? 1 : 0;
                        break;
                    case PtxOpcode.EqF32:
                        r[at->Target] = F(r, at->A) == F(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.NeF32:
                        r[at->Target] = F(r, at->A) < F(r, at->B) || F(r, at->A) > F(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.LtF32:
                        r[at->Target] = F(r, at->A) < F(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.LeF32:
                        r[at->Target] = F(r, at->A) <= F(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.GtF32:
                        r[at->Target] = F(r, at->A) > F(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.GeF32:
                        r[at->Target] = F(r, at->A) >= F(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.EquF32:
                        r[at->Target] = !(F(r, at->A) < F(r, at->B) || F(r, at->A) > F(r, at->B)) ? 1 : 0;
                        break;
                    case PtxOpcode.NeuF32:
                        r[at->Target] = F(r, at->A) != F(r, at->B) ? 1 : 0;
                        break;
                    case PtxOpcode.LtuF32:
                        r[at->Target] = !(F(r, at->A) >= F(r, at->B)) ? 1 : 0;
                        break;
                    case PtxOpcode.LeuF32:
                        r[at->Target] = !(F(r, at->A) > F(r, at->B)) ? 1 : 0;
                        break;
                    case PtxOpcode.GtuF32:
                        r[at->Target] = !(F(r, at->A) <= F(r, at->B)) ? 1 : 0;
                        break;
                    case PtxOpcode.GeuF32:
                        r[at->Target] = !(F(r, at->A) < F(r, at->B)) ? 1 : 0;
                        break;
                    case PtxOpcode.NumF32:
                        r[at->Target] = !float.IsNaN(F(r, at->A)) && !float.IsNaN(F(r, at->B)) ? 1 : 0;
                        break;
                    case PtxOpcode.NanF32:
                        r[at->Target] = float.IsNaN(F(r, at->A)) || float.IsNaN(F(r, at->B)) ? 1 : 0;
                        break;
                    case PtxOpcode.LoadParam:
                        r[at->Target] = Read(at->Type, parameters + at->Offset);
                        break;
                    case PtxOpcode.StoreParam:
                        Write(at->Type, parameters + at->Offset, r[at->Target]);
                        break;
                    case PtxOpcode.LoadLocal:
                        r[at->Target] = Read(at->Type, Local(at, r[at->A] + at->Offset, PtxTypes.BytesOf(at->Type)));
                        break;
                    case PtxOpcode.StoreLocal:
                        Write(at->Type, Local(at, r[at->A] + at->Offset, PtxTypes.BytesOf(at->Type)), r[at->Target]);
                        break;
                    case PtxOpcode.LoadVectorLocal:
                        ReadVector(function, at, r, Local(at, r[at->A] + at->Offset, at->B * PtxTypes.BytesOf(at->Type)));
                        break;
                    case PtxOpcode.StoreVectorLocal:
                        WriteVector(function, at, r, Local(at, r[at->A] + at->Offset, at->B * PtxTypes.BytesOf(at->Type)));
                        break;
                    case PtxOpcode.LoadGlobal:
                        r[at->Target] = Read(at->Type, Global(at, r[at->A] + at->Offset, PtxTypes.BytesOf(at->Type)));
                        break;
                    case PtxOpcode.StoreGlobal:
                        Write(at->Type, Global(at, r[at->A] + at->Offset, PtxTypes.BytesOf(at->Type)), r[at->Target]);
                        break;
                    case PtxOpcode.LoadVectorGlobal:
                        ReadVector(function, at, r, Global(at, r[at->A] + at->Offset, at->B * PtxTypes.BytesOf(at->Type)));
                        break;
                    case PtxOpcode.StoreVectorGlobal:
                        WriteVector(function, at, r, Global(at, r[at->A] + at->Offset, at->B * PtxTypes.BytesOf(at->Type)));
                        break;
                    case PtxOpcode.LoadGeneric:
                        r[at->Target] = Read(at->Type, Generic(at, r[at->A] + at->Offset, PtxTypes.BytesOf(at->Type)));
                        break;
                    case PtxOpcode.StoreGeneric:
                        Write(at->Type, Generic(at, r[at->A] + at->Offset, PtxTypes.BytesOf(at->Type)), r[at->Target]);
                        break;
                    case PtxOpcode.LoadVectorGeneric:
                        ReadVector(function, at, r, Generic(at, r[at->A] + at->Offset, at->B * PtxTypes.BytesOf(at->Type)));
                        break;
                    case PtxOpcode.StoreVectorGeneric:
                        WriteVector(function, at, r, Generic(at, r[at->A] + at->Offset, at->B * PtxTypes.BytesOf(at->Type)));
                        break;
                    case PtxOpcode.AtomicAdd32:
                        var before32 = Interlocked.Add(ref *(int*)Shared(at, r[at->A] + at->Offset, 4), I(r, at->B)) - I(r, at->B);
                        if (at->Target >= 0)
                            I(r, at->Target) = before32;
                        break;
                    case PtxOpcode.AtomicAdd64:
                        var before64 = Interlocked.Add(ref *(long*)Shared(at, r[at->A] + at->Offset, 8), r[at->B]) - r[at->B];
                        if (at->Target >= 0)
                            r[at->Target] = before64;
                        break;
                    default:
                        throw new InvalidOperationException($"{at->Opcode} is not executed");
                }
            }
        }
    }

    /// <summary>Gives a frame its constants and makes the rest undefined.</summary>
    private void Prepare(PtxFunction function, long* r, byte* parameters, long localBase)
    {
        if (r + function.Registers.Length > registers + RegisterCount || parameters + function.ParameterBytes > parameterStack + ParameterBytes
            || localBase + function.LocalBytes > LocalBytes)
            throw new PtxException(function.Instructions[0].Line, $"no room for a frame of '{function.Name}'");
        function.Registers.CopyTo(new Span<long>(r, function.Registers.Length));
        new Span<byte>(local + localBase, function.LocalBytes).Fill(0xFF);
        localEnd = localBase + function.LocalBytes;
    }

    private void Call(PtxFunction function, PtxInstruction* at, long* r, byte* parameters, long localBase)
    {
        var site = function.Calls[at->Target];
        var callee = site.Callee;
        var own = parameters + Aligned(function.ParameterBytes);
        if (own + callee.ParameterBytes > parameterStack + ParameterBytes || calls == MostCalls)
            throw new PtxException(at->Line, $"no room for a frame of '{callee.Name}'");
        new Span<byte>(own, callee.ParameterBytes).Fill(0xFF);
        for (var i = 0; i < site.Arguments.Count; i++)
            Unsafe.CopyBlockUnaligned(own + callee.Parameters[i].Offset, parameters + site.Arguments[i].Offset, (uint)site.Arguments[i].Bytes);
        calls++;
        Execute(callee, r + function.Registers.Length, own, localBase + Aligned(function.LocalBytes));
        calls--;
        // What the callee had is gone.
        localEnd = localBase + function.LocalBytes;
        if (site.Result is { } result)
            Unsafe.CopyBlockUnaligned(parameters + result.Offset, own + callee.Result!.Offset, (uint)result.Bytes);
    }

    private static int Aligned(int bytes) => (bytes + 15) & ~15;

    private int Special(PtxSpecial special) => special switch
    {
        PtxSpecial.ThreadX => thread.Thread,
        PtxSpecial.GroupThreadsX => thread.GroupThreads,
        PtxSpecial.GroupX => thread.Group,
        PtxSpecial.GroupsX => thread.Groups,
        PtxSpecial.Lane => thread.Thread % 32,
        PtxSpecial.Zero => 0,
        _ => 1,
    };

    private static void RequireDivisor(PtxInstruction* at, long divisor)
    {
        if (divisor == 0)
            throw new PtxException(at->Line, "a division by zero has no defined result");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref int I(long* r, int register) => ref *(int*)(r + register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref uint U(long* r, int register) => ref *(uint*)(r + register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float F(long* r, int register) => ref *(float*)(r + register);
}
