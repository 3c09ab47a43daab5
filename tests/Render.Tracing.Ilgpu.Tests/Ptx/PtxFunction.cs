namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>A function, or an entry.</summary>
internal sealed class PtxFunction(string name, bool isEntry, PtxVariable? result, IReadOnlyList<PtxVariable> parameters)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Whether launches begin here.</summary>
    public bool IsEntry => isEntry;

    /// <summary>What it returns; null: nothing.</summary>
    public PtxVariable? Result => result;

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<PtxVariable> Parameters => parameters;

    /// <summary>Bytes of parameters: its own first, then those of its calls.</summary>
    public int ParameterBytes { get; set; }

    /// <summary>Bytes of its local variables.</summary>
    public int LocalBytes { get; set; }

    /// <summary>Registers at the beginning of a call: the constants, then ones for every bit of what is not defined.</summary>
    public long[] Registers { get; set; } = [];

    /// <summary>The body; empty: only declared.</summary>
    public PtxInstruction[] Instructions { get; set; } = [];

    /// <summary>Registers of vectors.</summary>
    public int[] Lists { get; set; } = [];

    /// <summary>What it calls.</summary>
    public IReadOnlyList<PtxCallSite> Calls { get; set; } = [];
}

/// <summary>A call: whom, and which bytes of the caller's parameters are the callee's.</summary>
/// <param name="Name">The callee's name.</param>
/// <param name="Result">Where the result goes; null: there is none.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Line">The line of the text, from 1.</param>
internal sealed record PtxCallSite(string Name, PtxVariable? Result, IReadOnlyList<PtxVariable> Arguments, int Line)
{
    /// <summary>The callee, once all functions are read.</summary>
    public PtxFunction Callee { get; private set; } = null!;

    /// <summary>Finds the callee and compares what it takes and gives.</summary>
    /// <exception cref="PtxException">It has no body, or is declared otherwise.</exception>
    public void Link(IReadOnlyDictionary<string, PtxFunction> functions)
    {
        if (!functions.TryGetValue(Name, out var callee))
            throw new PtxException(Line, $"unknown function '{Name}'");
        if (callee.IsEntry || callee.Instructions.Length == 0)
            throw new PtxException(Line, $"'{Name}' has no body that could be called");
        if (!IsAlike(Result, callee.Result) || Arguments.Count != callee.Parameters.Count || !Arguments.Zip(callee.Parameters, IsAlike).All(alike => alike))
            throw new PtxException(Line, $"'{Name}' is declared otherwise than it is called");
        Callee = callee;
    }

    private static bool IsAlike(PtxVariable? passed, PtxVariable? declared) => (passed?.Bytes, passed?.Alignment) == (declared?.Bytes, declared?.Alignment);
}
