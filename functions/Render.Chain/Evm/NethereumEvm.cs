using System.Globalization;
using System.Numerics;
using Nethereum.Contracts;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Signer;
using Render.Chain.Bindings.RenderToken;
using Render.Lifecycle.Ports;

namespace Render.Chain.Evm;

/// <summary><see cref="IEvm"/> over JSON-RPC, by Nethereum.</summary>
internal sealed class NethereumEvm : IEvm
{
    private readonly Uri _node;
    private readonly RpcClient _client;

    static NethereumEvm() => EthECKey.SignRecoverable = true;

    /// <summary>A node's client.</summary>
    /// <param name="node">The node's JSON-RPC address.</param>
    public NethereumEvm(Uri node) => (_node, _client) = (node, new RpcClient(node));

    /// <inheritdoc/>
    public async Task<long> TransactionCount(string account, CancellationToken cancellationToken) =>
        Number(await Ask<string>("eth_getTransactionCount", cancellationToken, account, "latest"));

    /// <inheritdoc/>
    public async Task<EvmBlock?> Block(long? number, CancellationToken cancellationToken) =>
        await Ask<BlockWithTransactionHashes>("eth_getBlockByNumber", cancellationToken, Height(number), false) is { } block
            ? new EvmBlock((long)block.Number.Value, block.BlockHash, (long)block.Timestamp.Value, block.BaseFeePerGas?.Value ?? 0)
            : null;

    /// <inheritdoc/>
    public async Task<BigInteger> SuggestedTip(CancellationToken cancellationToken) =>
        (await Ask<HexBigInteger>("eth_maxPriorityFeePerGas", cancellationToken)).Value;

    /// <inheritdoc/>
    public async Task<long> EstimateGas(string from, string to, byte[] data, BigInteger value, CancellationToken cancellationToken) =>
        Number(await Ask<string>("eth_estimateGas", cancellationToken, Input(from, to, data, value)));

    /// <inheritdoc/>
    public async Task Send(byte[] raw, CancellationToken cancellationToken)
    {
        try
        {
            await Ask<string>("eth_sendRawTransaction", cancellationToken, Hex(raw));
        }
        catch (EvmRefusedException e) when (IsNoNews(e.Answer))
        {
            // The node has this transaction, or one of the same nonce, already.
        }
    }

    /// <inheritdoc/>
    public async Task<EvmReceipt?> Receipt(string hash, CancellationToken cancellationToken) =>
        await Ask<TransactionReceipt>("eth_getTransactionReceipt", cancellationToken, hash) is { BlockHash: not null } found
            ? new EvmReceipt(
                found.TransactionHash, (long)found.BlockNumber.Value, found.BlockHash, found.Status.Value == 1, (long)found.GasUsed.Value,
                found.EffectiveGasPrice?.Value ?? 0, found.Logs)
            : null;

    /// <inheritdoc/>
    public async Task<byte[]> Call(string? from, string to, byte[] data, long? block, CancellationToken cancellationToken) =>
        Bytes(await Ask<string>("eth_call", cancellationToken, Input(from, to, data, null), Height(block)));

    /// <inheritdoc/>
    public async Task<BigInteger> Balance(string account, CancellationToken cancellationToken) =>
        (await Ask<HexBigInteger>("eth_getBalance", cancellationToken, account, "latest")).Value;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TokenTransfer>> Transfers(string token, long from, long to, CancellationToken cancellationToken)
    {
        var filter = Event<TransferEvent>.GetEventABI().CreateFilterInput(token, new BlockParameter((ulong)from), new BlockParameter((ulong)to));
        return
        [
            .. (await Ask<FilterLog[]>("eth_getLogs", cancellationToken, filter)).DecodeAllEvents<TransferEvent>()
                .Select(found => new TokenTransfer(found.Event.From, found.Event.To, found.Event.Value, found.Log.TransactionHash, (long)found.Log.LogIndex.Value)),
        ];
    }

    /// <inheritdoc/>
    public async Task<long> ChainId(CancellationToken cancellationToken) => Number(await Ask<string>("eth_chainId", cancellationToken));

    /// <inheritdoc/>
    public async Task AdvanceTime(long seconds, CancellationToken cancellationToken)
    {
        await Ask<object>("evm_increaseTime", cancellationToken, seconds);
        await Ask<object>("evm_mine", cancellationToken);
    }

    /// <summary>Asks the node.</summary>
    public async Task<T> Ask<T>(string method, CancellationToken cancellationToken, params object[] parameters)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await _client.SendRequestAsync<T>(method, null, parameters).WaitAsync(cancellationToken);
        }
        catch (RpcResponseException e) when (RevertData(e.RpcError) is { } data)
        {
            throw new ContractRevertedException(ContractErrors.Describe(data));
        }
        catch (RpcResponseException e)
        {
            throw new EvmRefusedException(method, e.RpcError.Code, e.RpcError.Message);
        }
        catch (Exception e) when (e is RpcClientUnknownException or RpcClientTimeoutException or HttpRequestException)
        {
            throw new StorageUnavailableException(_node.ToString(), (e.InnerException ?? e).Message, e);
        }
    }

    /// <summary>0x-hexadecimal.</summary>
    internal static string Hex(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>The bytes of 0x-hexadecimal.</summary>
    internal static byte[] Bytes(string hex) => Convert.FromHexString(hex.AsSpan(2));

    private static bool IsNoNews(string answer) =>
        answer.Contains("already known", StringComparison.OrdinalIgnoreCase) || answer.Contains("already imported", StringComparison.OrdinalIgnoreCase)
        || answer.Contains("nonce too low", StringComparison.OrdinalIgnoreCase) || answer.Contains("underpriced", StringComparison.OrdinalIgnoreCase);

    private static byte[]? RevertData(RpcError error) =>
        error.Code == 3 || error.Message.Contains("revert", StringComparison.OrdinalIgnoreCase)
            ? error.Data?.ToString() is { } text && text.StartsWith("0x", StringComparison.Ordinal) ? Bytes(text) : []
            : null;

    private static CallInput Input(string? from, string to, byte[] data, BigInteger? value) =>
        new() { From = from, To = to, Data = Hex(data), Value = value is { } wei ? new HexBigInteger(wei) : null };

    private static string Height(long? number) => number is { } height ? "0x" + height.ToString("x", CultureInfo.InvariantCulture) : "latest";

    private static long Number(string hex) => long.Parse(hex.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
