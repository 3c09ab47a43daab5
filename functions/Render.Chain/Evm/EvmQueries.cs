using Nethereum.ABI.FunctionEncoding;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.ABI.Model;
using Nethereum.Contracts;

namespace Render.Chain.Evm;

/// <summary>Contracts' views by their bindings.</summary>
internal static class EvmQueries
{
    /// <summary>Asks a view that returns several values or a struct.</summary>
    public static async Task<TOutput> Query<TFunction, TOutput>(this IEvm evm, string contract, TFunction function, CancellationToken cancellationToken)
        where TFunction : FunctionMessage, new()
        where TOutput : IFunctionOutputDTO, new() =>
        new FunctionCallDecoder().DecodeFunctionOutput<TOutput>(NethereumEvm.Hex(await evm.Call(null, contract, function.GetCallData(), null, cancellationToken)));

    /// <summary>Asks a view that returns one value.</summary>
    /// <param name="evm">The node.</param>
    /// <param name="contract">The contract's address.</param>
    /// <param name="function">The view with its arguments.</param>
    /// <param name="type">The value's Solidity type.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<T> Value<TFunction, T>(this IEvm evm, string contract, TFunction function, string type, CancellationToken cancellationToken)
        where TFunction : FunctionMessage, new() =>
        new FunctionCallDecoder().DecodeSimpleTypeOutput<T>(
            new Parameter(type, 1), NethereumEvm.Hex(await evm.Call(null, contract, function.GetCallData(), null, cancellationToken)));
}
