namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>A text in PTX, decoded. Whatever is not known is an error that names its line: nothing is skipped.</summary>
internal sealed class PtxProgram
{
    private readonly Dictionary<string, PtxFunction> functions = new(StringComparer.Ordinal);

    private PtxProgram()
    {
    }

    /// <summary>Where launches begin.</summary>
    public PtxFunction Entry => functions.Values.Single(function => function.IsEntry);

    /// <summary>All functions that have a body.</summary>
    public IEnumerable<PtxFunction> Functions => functions.Values.Where(function => function.Instructions.Length > 0);

    /// <summary>Decodes a text.</summary>
    /// <exception cref="PtxException">It is no PTX that the machine runs.</exception>
    public static PtxProgram Parse(string text)
    {
        var tokens = new PtxTokens(text);
        var program = new PtxProgram();
        ReadHeader(tokens);
        while (!tokens.IsAtEnd)
            program.ReadFunction(tokens);
        foreach (var function in program.functions.Values)
            foreach (var call in function.Calls)
                call.Link(program.functions);
        return program;
    }

    private static void ReadHeader(PtxTokens tokens)
    {
        tokens.Require(".version");
        tokens.TakeWord();
        tokens.Require(".target");
        tokens.TakeWord();
        tokens.Require(".address_size");
        tokens.Require("64");
    }

    private void ReadFunction(PtxTokens tokens)
    {
        while (tokens.Peek() is ".visible" or ".extern" or ".weak")
            tokens.Take();
        var directive = tokens.Take();
        if (directive.Text is not (".func" or ".entry"))
            throw new PtxException(directive.Line, $"unknown directive '{directive.Text}'");
        var end = 0;
        var results = tokens.Peek() == "(" ? ReadParameters(tokens, ref end) : [];
        if (results.Count > 1)
            throw new PtxException(directive.Line, "more than one result");
        var name = tokens.TakeWord();
        var parameters = tokens.Peek() == "(" ? ReadParameters(tokens, ref end) : [];
        var function = new PtxFunction(name.Text, directive.Text == ".entry", results.Count == 1 ? results[0] : null, parameters);
        if (function.IsEntry)
            SkipLimits(tokens);
        if (!tokens.TryTake(";"))
            PtxBody.Read(tokens, function, end);
        else if (functions.TryGetValue(name.Text, out var known) && known.Instructions.Length > 0)
            return;
        if (functions.TryGetValue(name.Text, out var before) && before.Instructions.Length > 0)
            throw new PtxException(name.Line, $"'{name.Text}' has a body already");
        functions[name.Text] = function;
    }

    /// <summary>How many threads there may be: of interest to who shares out registers.</summary>
    private static void SkipLimits(PtxTokens tokens)
    {
        while (tokens.Peek() is ".maxntid" or ".minnctapersm")
        {
            tokens.Take();
            do
                tokens.TakeCount();
            while (tokens.TryTake(","));
        }
    }

    private static List<PtxVariable> ReadParameters(PtxTokens tokens, ref int end)
    {
        var parameters = new List<PtxVariable>();
        tokens.Require("(");
        while (!tokens.TryTake(")"))
        {
            if (parameters.Count > 0)
                tokens.Require(",");
            tokens.Require(".param");
            parameters.Add(PtxVariable.Read(tokens, ref end));
        }
        return parameters;
    }
}
