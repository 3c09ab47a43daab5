using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Render.Local.Host.Chain;

/// <summary>The few questions to a chain's node that need no adapter.</summary>
internal static class ChainRpc
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>The chain's number; null where nobody answers.</summary>
    public static async Task<long?> ChainId(Uri node, CancellationToken cancellation) =>
        await Ask(node, "eth_chainId", [], cancellation) is { } hex ? long.Parse(hex.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether a contract is at an address.</summary>
    public static async Task<bool> HasCode(Uri node, string address, CancellationToken cancellation) =>
        await Ask(node, "eth_getCode", [address, "latest"], cancellation) is { Length: > 2 };

    private static async Task<string?> Ask(Uri node, string method, string[] parameters, CancellationToken cancellation)
    {
        try
        {
            using var answer = await Client.PostAsJsonAsync(node, new { jsonrpc = "2.0", id = 1, method, @params = parameters }, cancellation);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            return body.TryGetProperty("result", out var result) ? result.GetString() : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
