using System.Globalization;
using System.Reflection;
using Nethereum.ABI.FunctionEncoding;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.ABI.Model;

namespace Render.Chain.Evm;

/// <summary>Reads what a contract gives as its reason for a revert: the errors of all bindings, <c>Error(string)</c> and <c>Panic(uint256)</c>.</summary>
internal static class ContractErrors
{
    private const string Message = "08c379a0";
    private const string Panic = "4e487b71";

    private static readonly Dictionary<string, ErrorABI> Known = Read();

    /// <summary>The reason in words, such as <c>ChargeAboveCap(job: 0x…, charge: 5, cap: 4)</c>.</summary>
    /// <param name="data">What the revert returned.</param>
    public static string Describe(byte[] data)
    {
        if (data.Length < 4)
            return "no reason given";
        var (selector, arguments) = (Convert.ToHexStringLower(data.AsSpan(0, 4)), data[4..]);
        if (Known.TryGetValue(selector, out var error))
            return $"{error.Name}({string.Join(", ", Decode(arguments, error.InputParameters))})";
        return selector switch
        {
            Message => $"“{Decode(arguments, [new Parameter("string", "message", 1)])[0]["message: ".Length..]}”",
            Panic => $"Panic({Decode(arguments, [new Parameter("uint256", "code", 1)])[0]})",
            _ => $"an error of selector 0x{selector}, which no binding knows",
        };
    }

    private static string[] Decode(byte[] data, Parameter[] parameters) =>
        parameters.Length == 0 ? [] : [.. new ParameterDecoder().DecodeDefaultData(data, parameters).Select(found => $"{found.Parameter.Name}: {Text(found.Result)}")];

    private static string Text(object? value) => value is byte[] bytes ? "0x" + Convert.ToHexStringLower(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static Dictionary<string, ErrorABI> Read()
    {
        var errors = new Dictionary<string, ErrorABI>(StringComparer.Ordinal);
        var extractor = new AttributesToABIExtractor();
        foreach (var type in typeof(ContractErrors).Assembly.GetTypes())
            if (type.GetCustomAttribute<ErrorAttribute>() is not null && extractor.ExtractErrorABI(type) is var error)
                // Several contracts share errors of the libraries; they are the same.
                errors[error.Sha3Signature] = error;
        return errors;
    }
}
